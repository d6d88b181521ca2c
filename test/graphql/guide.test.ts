import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { recordVisits } from "../support/recordVisits.ts";
import { waitForSubscribers } from "../support/subscribe.ts";
import { createWorld } from "../support/world.ts";

const pages = ["docs/graphql.md", "docs/graphql-clients.md"];

interface Example {
  operation: string;
  variables: Record<string, unknown>;
  response: unknown;
}

/** Returns the operations of the guide in order, each with the variables and response after it. */
function readExamples(): Example[] {
  const examples: Example[] = [];
  for (const page of pages) {
    const blocks = readFileSync(page, "utf8").matchAll(/^```([a-z]+)(?: ([a-z]+))?\n(.*?)^```$/gms);
    for (const [, language, kind, text = ""] of blocks) {
      const last = examples.at(-1);
      if (language === "graphql") {
        examples.push({ operation: text, variables: {}, response: undefined });
      } else if (last && kind === "variables") {
        last.variables = JSON.parse(text);
      } else if (last && kind === "response") {
        last.response = JSON.parse(text);
      }
    }
  }
  return examples;
}

test("every operation of the guide runs in its order and returns what the guide shows", async () => {
  setClock("2030-03-31T10:00:00Z");
  const here = await createWorld({ RATE_LIMIT: "on" });
  const examples = readExamples();
  let client = here.anonymous;

  for (const { operation, variables, response } of examples) {
    const { body } = await client.graphql(operation, variables);
    if (response === undefined) expect([operation, body.errors]).toEqual([operation, undefined]);
    else expect([operation, body]).toEqual([operation, response]);
    expect(JSON.stringify(body)).not.toContain(":{}");
    const secret = body.data.login?.secret;
    if (secret) client = createClient(here.url, secret);
  }
  expect(examples.length).toBeGreaterThan(9);
});

test("the program of the guide receives live events and the error at their end", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { id } = await alice.createLink();
  const [, program = ""] =
    /^```js\n(.*?)^```$/ms.exec(readFileSync("docs/graphql-clients.md", "utf8")) ?? [];
  const printed: unknown[] = [];
  const body = program.replace(/^import .*\n/m, "");
  const { createClient: createEventClient } = await import("graphql-sse");
  const run = new Function(
    "createClient",
    "url",
    "token",
    "console",
    `return (async () => {${body}})();`,
  );
  const console = { log: (line: unknown) => printed.push(line) };
  const end = run(createEventClient, here.url, alice.token, console).catch((error: Error) => error);
  await waitForSubscribers(here);

  await recordVisits(here.services, [{ time: "2030-05-06T10:00:00Z", linkId: id }]);
  await expect.poll(() => printed).toEqual([1]);
  await alice.graphql("mutation { logout { __typename } }");

  expect(await end).toEqual(new Error("The API token has expired or was revoked. Log in again."));
});

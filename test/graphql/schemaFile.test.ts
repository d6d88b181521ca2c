import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

test("serves the schema in its own language to everyone, with an ETag", async () => {
  const { anonymous } = await createWorld();

  const { status, headers, text } = await anonymous.get("/graphql/schema.graphql");
  const etag = String(headers.get("etag"));
  const again = await anonymous.get("/graphql/schema.graphql", { "if-none-match": etag });

  expect([status, headers.get("content-type"), headers.get("access-control-allow-origin")]).toEqual(
    [200, "text/plain; charset=utf-8", "*"],
  );
  expect(`${text}\n`).toBe(readFileSync("schema.graphql", "utf8"));
  expect([again.status, again.text]).toEqual([304, ""]);
});

test("a request that accepts no possible response gets 406 with an error in JSON", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");

  const { status, body } = await alice.graphql(
    "subscription { linkClicked { clicks } }",
    {},
    { accept: "application/json" },
  );

  expect([status, body]).toEqual([
    406,
    {
      errors: [
        {
          message:
            "The Accept header fits no response. Use application/json, or text/event-stream for a subscription.",
          extensions: { code: "NOT_ACCEPTABLE" },
        },
      ],
    },
  ]);
});

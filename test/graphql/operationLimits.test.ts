import { type GraphQLError, getIntrospectionQuery } from "graphql";
import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";
import { attacks } from "./attacks.ts";

test.each(attacks)(
  "rejects an attack with %s as %s quickly, in a short response, without delaying other callers",
  async (_name, code, body) => {
    const { anonymous } = await createWorld();
    const bystander = () => anonymous.graphql("{ viewer { id } }");
    const attack = () =>
      anonymous.request("/graphql", {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          accept: "application/graphql-response+json",
        },
      });
    const answer = await attack();
    await bystander();

    // The fastest of three attempts, because the machine may be busy.
    const attempts = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const longestWait = watch(bystander);
      const start = performance.now();
      await attack();
      attempts.push(Math.max(performance.now() - start, await longestWait()));
    }

    expect({
      status: answer.status,
      codes: answer.body.errors.map((error: GraphQLError) => error.extensions.code),
    }).toEqual({ status: code === "REQUEST_TOO_LARGE" ? 413 : 400, codes: [code] });
    expect(answer.text.length).toBeLessThan(2_000);
    expect(Math.min(...attempts)).toBeLessThan(200);
  },
);

/** Repeats an action until stopped. Returns the longest duration in milliseconds. */
function watch(act: () => Promise<unknown>): () => Promise<number> {
  let watching = true;
  const longest = (async () => {
    let worst = 0;
    while (watching) {
      const start = performance.now();
      await act();
      worst = Math.max(worst, performance.now() - start);
    }
    return worst;
  })();
  return () => {
    watching = false;
    return longest;
  };
}

test("accepts a full page of links with all fields of a list, as nodes or as edges", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink();
  const fields = `id databaseId shortCode shortUrl originalUrl title isActive status redirectType
    expiresAt maxClicks hasPassword clickCount lastClickedAt createdAt updatedAt`;

  for (const page of [`nodes { ${fields} }`, `edges { cursor node { ${fields} } }`]) {
    const { body } = await alice.graphql(`{ viewer { links(first: 100) { ${page} } } }`);
    expect(body.errors).toBeUndefined();
  }
});

test("accepts the introspection query of GraphiQL", async () => {
  const { anonymous } = await createWorld();

  const { status, body } = await anonymous.graphql(
    getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  );

  expect([status, body.errors]).toEqual([200, undefined]);
  expect(body.data.__schema.queryType).toEqual({ name: "Query", kind: "OBJECT" });
});

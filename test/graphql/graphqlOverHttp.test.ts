import { serverAudits } from "graphql-http";
import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

test("the endpoint conforms to GraphQL over HTTP without audit errors or warnings", async () => {
  const { url } = await createWorld();

  const failures = [];
  for (const audit of serverAudits({ url: `${url}/graphql` })) {
    const result = await audit.fn();
    if (result.status !== "ok") failures.push({ name: audit.name, reason: result.reason });
  }

  expect(failures).toEqual([]);
});

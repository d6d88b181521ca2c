import { readFileSync } from "node:fs";
import { buildSchema, findBreakingChanges } from "graphql";
import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";
import { breakingChanges } from "./openapiChanges.ts";

/** The API schemas of the last release, as written by `npm run release-apis`. */
const released = (name: string) => readFileSync(`test/compatibility/released/${name}`, "utf8");

const changesOf = (before: string, after: string) =>
  findBreakingChanges(buildSchema(before), buildSchema(after)).map(
    ({ description }) => description,
  );

test("accepts every operation of the released GraphQL schema", () => {
  const schema = readFileSync("schema.graphql", "utf8");

  expect(changesOf(released("schema.graphql"), schema)).toEqual([]);
});

test("responds to the calls of the released OpenAPI document as it describes", async () => {
  const { anonymous } = await createWorld();
  const { body } = await anonymous.get("/api/v1/openapi.json");

  expect(breakingChanges(JSON.parse(released("openapi.json")), body)).toEqual([]);
});

test("reports a removed field of the GraphQL schema as a breaking change", () => {
  const schema = released("schema.graphql");

  expect(
    changesOf(schema, schema.replace(/^ {2}hasPassword: Boolean!$/m, "  isProtected: Boolean!")),
  ).toEqual(["Link.hasPassword was removed."]);
});

test("reports breaking changes of the REST API, but no additions", () => {
  const document = JSON.parse(released("openapi.json"));
  const changed = structuredClone(document);
  const { schemas } = changed.components;
  delete changed.paths["/links/{link_id}"].delete;
  delete schemas.Link.properties.title;
  schemas.Link.properties.click_count.type = ["integer", "null"];
  schemas.Link.properties.tags = { type: "array", items: { type: "string" } };
  schemas.NewLink.properties.color = { type: "string" };
  schemas.NewAccount.required.push("name");
  schemas.NewAccount.properties.name = { type: "string" };
  delete schemas.LinkChanges.properties.is_active;

  expect([...new Set(breakingChanges(document, changed))].sort()).toEqual([
    "DELETE /links/{link_id} is gone",
    "GET /links/{link_id}: 200.click_count: may be null",
    "GET /links/{link_id}: 200.title is gone",
    "GET /links: 200.links[].click_count: may be null",
    "GET /links: 200.links[].title is gone",
    "POST /auth/register: body.name is required",
    "POST /links: 201.click_count: may be null",
    "POST /links: 201.title is gone",
    "PUT /links/{link_id}: 200.click_count: may be null",
    "PUT /links/{link_id}: 200.title is gone",
    "PUT /links/{link_id}: body.is_active is gone",
  ]);
});

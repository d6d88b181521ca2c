import {
  BaseResolver,
  createConfig,
  lintDocument,
  makeDocumentFromString,
} from "@redocly/openapi-core";
import { type RulesetDefinition, Spectral } from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";
import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

async function redocly(text: string): Promise<string[]> {
  const problems = await lintDocument({
    document: makeDocumentFromString(text, "openapi.json"),
    externalRefResolver: new BaseResolver(),
    config: await createConfig({ extends: ["recommended"] }),
  });
  return problems.map(({ ruleId }) => ruleId);
}

async function spectral(text: string): Promise<string[]> {
  const linter = new Spectral();
  linter.setRuleset({ extends: oas as RulesetDefinition });
  const problems = await linter.run(text);
  return problems.map(({ code }) => String(code));
}

test("the document passes the recommended rules of Redocly and Spectral without warnings", async () => {
  const { anonymous } = await createWorld();
  const { text } = await anonymous.get("/api/v1/openapi.json");

  expect({ redocly: await redocly(text), spectral: await spectral(text) }).toEqual({
    redocly: [],
    spectral: [],
  });
});

test("the linters report an operation without an id", async () => {
  const { anonymous } = await createWorld();
  const { body } = await anonymous.get("/api/v1/openapi.json");
  body.paths["/links"].get.operationId = undefined;
  const text = JSON.stringify(body);

  expect({ redocly: await redocly(text), spectral: await spectral(text) }).toEqual({
    redocly: ["operation-operationId"],
    spectral: ["operation-operationId"],
  });
});

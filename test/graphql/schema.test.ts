import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  printSchema,
} from "graphql";
import { expect, test } from "vitest";
import { generatedFiles } from "../../scripts/generatedFiles.ts";
import { schema } from "../../src/graphql/schema.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

interface Described {
  path: string;
  name: string;
  description: string | null | undefined;
}

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith("__") && !isSpecifiedScalarType(type),
);
const mutations = Object.values((schema.getMutationType() as GraphQLObjectType).getFields());
const capitalize = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const words = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

function* everythingNamed(): Generator<Described> {
  for (const type of types) {
    yield { ...type, path: type.name, name: type.name, description: type.description };
    if (isEnumType(type)) {
      for (const value of type.getValues()) yield { ...value, path: `${type}.${value.name}` };
    } else if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        const path = `${type}.${field.name}`;
        yield { ...field, path };
        for (const argument of field.args) {
          yield { ...argument, path: `${path}(${argument.name}:)` };
        }
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        yield { ...field, path: `${type}.${field.name}` };
      }
    }
  }
}

test("every element of the schema has a description that adds to its name", () => {
  const undescribed = [...everythingNamed()].filter(
    ({ name, description }) => !description?.trim() || words(description) === words(name),
  );

  expect(undescribed.map(({ path }) => path)).toEqual([]);
});

test("the committed files equal the generated schema", () => {
  for (const [path, content] of Object.entries(generatedFiles())) {
    expect([path, readFileSync(path, "utf8")]).toEqual([path, content]);
  }
});

test("the schema can be built without settings and without a database", () => {
  const folder = temporaryFolder();
  const built = pathToFileURL("dist/graphql/schema.js").href;
  const graphql = pathToFileURL("node_modules/graphql/index.js").href;
  const program = `
    const { printSchema } = (await import(${JSON.stringify(graphql)})).default;
    const { schema } = await import(${JSON.stringify(built)});
    process.stdout.write(printSchema(schema));`;

  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: folder,
    env: {},
    encoding: "utf8",
  });

  expect(printed).toBe(printSchema(schema));
  expect(readdirSync(folder)).toEqual([]);
});

test("every mutation takes one input and returns its payload or a UserError", () => {
  const userErrors = schema
    .getPossibleTypes(schema.getType("UserError") as never)
    .map(({ name }) => name);

  for (const { name, args, type } of mutations) {
    const expected = name === "logout" ? [] : [`input: ${capitalize(name)}Input!`];
    expect([name, args.map((argument) => `${argument.name}: ${argument.type}`)]).toEqual([
      name,
      expected,
    ]);
    expect([name, isUnionType(type), String(type)]).toEqual([
      name,
      true,
      `${capitalize(name)}Result`,
    ]);
    const members = isUnionType(type) ? type.getTypes().map((member) => member.name) : [];
    expect(members.filter((member) => !userErrors.includes(member))).toEqual([
      `${capitalize(name)}Payload`,
    ]);
  }
});

test("every error code has its own type, which at least one mutation returns", () => {
  const answered = new Set(
    mutations.flatMap(({ type }) => (isUnionType(type) ? type.getTypes() : [])).map(String),
  );
  const codes = schema.getType("ErrorCode");
  const typeOf = (code: string) => `${code.toLowerCase().split("_").map(capitalize).join("")}Error`;

  expect(isEnumType(codes) && codes.getValues().map(({ name }) => typeOf(name))).toEqual(
    [...answered].filter((name) => name.endsWith("Error")).sort(),
  );
});

test("every custom scalar names its specification", () => {
  const specified = types.flatMap((type) =>
    "specifiedByURL" in type ? [[type.name, type.specifiedByURL]] : [],
  );

  expect(Object.fromEntries(specified)).toEqual({
    DateTime: "https://scalars.graphql.org/andimarek/date-time.html",
    SafeInt: "https://tc39.es/ecma262/#sec-number.issafeinteger",
    URL: "https://url.spec.whatwg.org/",
  });
});

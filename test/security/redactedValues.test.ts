import { expect, test } from "vitest";
import { redactValues } from "../../src/graphql/server/redactValues.ts";
import { createWorld } from "../support/world.ts";

const secret = 'a "secret"; one';

test.each([
  [
    'Variable "$input" got invalid value { password: "x; y" }; Field "b" is not defined by type "I".',
    'Variable "$input" got an invalid value; Field "b" is not defined by type "I".',
  ],
  [
    'Variable "$input" got invalid value ["x"] at "input.password"; String cannot represent a non string value: ["x"]',
    'Variable "$input" got an invalid value at "input.password"; String cannot represent a non string value.',
  ],
  ['Enum "TokenScope" cannot represent value: "x"', 'Enum "TokenScope" cannot represent value.'],
  [
    'Value "LINK_READ" does not exist in "TokenScope" enum. Did you mean the enum value "LINKS_READ"?',
    'Value "LINK_READ" does not exist in "TokenScope" enum. Did you mean the enum value "LINKS_READ"?',
  ],
  [
    'Value "x y" does not exist in "TokenScope" enum. Did you mean the enum value "Y"?',
    'The value does not exist in "TokenScope" enum. Did you mean the enum value "Y"?',
  ],
  [
    'Variable "$scope" got invalid value "a "b""; Value "a "b"" does not exist in "TokenScope" enum. Did you mean the enum value "Y"?',
    'Variable "$scope" got an invalid value; The value does not exist in "TokenScope" enum. Did you mean the enum value "Y"?',
  ],
  ['Expected value of type "LoginInput!", found "x".', 'Expected value of type "LoginInput!".'],
  ['Syntax Error: Expected Name, found String "x".', "Syntax Error: Expected Name, found String."],
  ['Syntax Error: Expected Name, found "}".', 'Syntax Error: Expected Name, found "}".'],
  ['Cannot query field "b" on type "Query".', 'Cannot query field "b" on type "Query".'],
])("redacts the values of %s and keeps the meaning", (message, expected) => {
  expect(redactValues(message)).toBe(expected);
});

test("a rejected operation does not quote its values", async () => {
  const { anonymous } = await createWorld();
  const literal = JSON.stringify(secret);
  const mutation = "mutation ($input: LoginInput!) { login(input: $input) { __typename } }";
  const withInput = (input: string) => `mutation { login(input: ${input}) { __typename } }`;
  const answers = [
    await anonymous.graphql(mutation, { input: { email: "a@b.c", password: [secret] } }),
    await anonymous.graphql(mutation, {
      input: { email: "a@b.c", password: secret, more: secret },
    }),
    await anonymous.graphql(mutation, { input: secret }),
    await anonymous.graphql(mutation, { input: { email: "a@b.c" }, other: secret }),
    await anonymous.graphql(withInput(literal)),
    await anonymous.graphql(withInput(`{ email: 1, password: [${literal}] }`)),
    await anonymous.graphql(withInput(`{ ${literal} }`)),
    await anonymous.graphql(withInput(`{ email: "a", password: ${literal} more: ${literal} }`)),
  ];

  for (const { body } of answers) expect(body.errors.length).toBeGreaterThan(0);
  for (const { text } of answers) expect(text).not.toContain("secret");
});

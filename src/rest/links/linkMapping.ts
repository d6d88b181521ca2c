import type { z } from "@hono/zod-openapi";
import type { ResultOf } from "gql.tada";
import { graphql } from "../server/graphql.ts";
import type { LinkField } from "./linkField.ts";
import {
  type linkFields,
  type ReadableField,
  readableFields,
  type WritableField,
  writableFields,
} from "./linkFields.ts";
import type { Link } from "./linkSchemas.ts";

/** The GraphQL names of the readable fields, each followed by a space. */
type Selection<Fields extends readonly LinkField[]> = Fields extends readonly [
  infer First extends LinkField,
  ...infer Rest extends readonly LinkField[],
]
  ? First extends ReadableField
    ? `${First["graphql"]} ${Selection<Rest>}`
    : Selection<Rest>
  : "";

const selection = readableFields.map(({ graphql }) => `${graphql} `).join("") as Selection<
  typeof linkFields
>;

export const LinkFragment = graphql(
  `fragment LinkFields on Link @_unmask { ${selection} }` as const,
);

type GraphqlLink = ResultOf<typeof LinkFragment>;

/** The type of a value after its conversion. It is unknown if the conversion does not fit. */
type Converted<Conversion, Value> = Conversion extends (value: infer Given) => infer Result
  ? [Value] extends [Given | undefined]
    ? Result
    : unknown
  : Value;

type RestLink = {
  [Field in ReadableField as Field["rest"]]: Converted<
    ConversionOf<Field, "toRest">,
    GraphqlLink[Field["graphql"]]
  >;
};

type LinkInput<Body> = {
  [Name in keyof Body as FieldNamed<Name>["graphql"]]: Converted<
    ConversionOf<FieldNamed<Name>, "toGraphql">,
    Body[Name]
  >;
};

type FieldNamed<Name> = Extract<WritableField, { rest: Name }>;

type ConversionOf<Field, Direction extends string> =
  Field extends Record<Direction, infer Conversion> ? Conversion : undefined;

/** Returns a link in the format of REST. */
export function toRestLink(link: GraphqlLink): z.infer<typeof Link> {
  const entries = readableFields.map((field) => {
    const value = link[field.graphql];
    return [field.rest, "toRest" in field ? field.toRest(value as never) : value];
  });
  return Object.fromEntries(entries) as RestLink;
}

/** Returns the settings in a request body as GraphQL input. Absent settings stay absent. */
export function toLinkInput<Body extends object>(body: Body): LinkInput<Body> {
  const entries = writableFields
    .filter(({ rest }) => rest in body)
    .map((field) => {
      const value = body[field.rest as keyof Body];
      return [field.graphql, "toGraphql" in field ? field.toGraphql(value as never) : value];
    });
  return Object.fromEntries(entries) as LinkInput<Body>;
}

import type { z } from "@hono/zod-openapi";
import type { introspection } from "../server/schema.generated.d.ts";

type Types = introspection["types"];

/** Shows a field of a link in responses. */
interface Readable {
  graphql: keyof Types["Link"]["fields"];
  response: z.ZodType;
  /** Converts the GraphQL value to the REST value, if they differ. */
  toRest?: (value: never) => unknown;
}

/** Accepts a field of a link in requests. */
interface Writable {
  graphql: Types["CreateLinkInput"]["inputFields"][number]["name"];
  request: z.ZodType;
  /** Converts the REST value to the GraphQL value, if they differ. */
  toGraphql?: (value: never) => unknown;
  /** Accepted only when a link is created. */
  createOnly?: true;
  /** Required when a link is created. */
  required?: true;
}

interface ReadOnly extends Readable {
  request?: undefined;
}

interface WriteOnly extends Writable {
  response?: undefined;
}

/** A field of a link: its REST name, its GraphQL name, and its schemas in REST. */
export type LinkField = { rest: string } & (ReadOnly | WriteOnly | (Readable & Writable));

import { z } from "@hono/zod-openapi";
import { assertObjectType } from "graphql";
import { schema } from "../../graphql/schema.ts";

/** The query parameters of a numbered page. */
export const PageParameters = z.object({
  page: pageParameter("page"),
  per_page: pageParameter("perPage"),
});

export const maxPerPage = boundsOf("perPage").maximum;

/** Returns the schema of a positive integer in a page of links, as in the response. */
export function pageNumber(name: "page" | "perPage") {
  return z.int().openapi({ minimum: 1, maximum: boundsOf(name).maximum });
}

function pageParameter(name: "page" | "perPage") {
  const { defaultValue, maximum } = boundsOf(name);
  return z
    .string("must be a whole number")
    .regex(/^\d{1,8}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(1, "must be at least 1").max(maximum, `must be at most ${maximum}`))
    .default(defaultValue)
    .openapi({ type: "integer", minimum: 1, maximum, default: defaultValue });
}

/** Returns the default and the maximum that the schema declares for an argument of `linkPage`. */
function boundsOf(name: "page" | "perPage"): { defaultValue: number; maximum: number } {
  const { linkPage } = assertObjectType(schema.getType("User")).getFields();
  const argument = linkPage?.args.find((candidate) => candidate.name === name);
  return {
    defaultValue: Number(argument?.defaultValue),
    maximum: Number(argument?.extensions.maximum),
  };
}

import { z } from "@hono/zod-openapi";
import {
  type ReadableField,
  readableFields,
  type WritableField,
  writableFields,
} from "./linkFields.ts";

type ResponseShape = { [Field in ReadableField as Field["rest"]]: Field["response"] };

type CreateShape = {
  [Field in WritableField as Field["rest"]]: Field extends { required: true }
    ? Field["request"]
    : z.ZodOptional<Field["request"]>;
};

type UpdateShape = {
  [Field in Exclude<WritableField, { createOnly: true }> as Field["rest"]]: z.ZodOptional<
    Field["request"]
  >;
};

const responseShape = Object.fromEntries(
  readableFields.map(({ rest, response }) => [rest, response]),
) as ResponseShape;

const createShape = Object.fromEntries(
  writableFields.map((field) => [
    field.rest,
    "required" in field ? field.request : field.request.optional(),
  ]),
) as CreateShape;

const updateShape = Object.fromEntries(
  writableFields
    .filter((field) => !("createOnly" in field))
    .map(({ rest, request }) => [rest, request.optional()]),
) as UpdateShape;

export const Link = z.strictObject(responseShape).openapi("Link");

export const NewLink = z.strictObject(createShape).openapi("NewLink");

export const LinkChanges = z
  .strictObject(updateShape)
  .refine((changes) => Object.keys(changes).length > 0, "must have at least one field")
  .openapi("LinkChanges", { minProperties: 1 });

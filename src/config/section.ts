import { z } from "zod";

/** The settings of one topic: how each is parsed, and how they become part of the configuration. */
export interface Section<Shape extends z.ZodRawShape, Result> {
  /** Heading of the table in the documentation. */
  title: string;
  /** Schemas by name of the environment variable. `describe` of each holds its documentation. */
  shape: Shape;
  toConfig(values: z.output<z.ZodObject<Shape>>): Result;
}

/** Declares a section and infers the types of its values. */
export function section<const Shape extends z.ZodRawShape, Result>(
  title: string,
  shape: Shape,
  toConfig: (values: z.output<z.ZodObject<Shape>>) => Result,
): Section<Shape, Result> {
  return { title, shape, toConfig };
}

/** Documentation of a setting. `fallback` is its default as an operator would write it. */
export interface SettingDocumentation {
  name: string;
  fallback: string | undefined;
  description: string;
}

/** Returns the settings of a section in the order of their declaration. */
export function describeSection({ shape }: { shape: object }): SettingDocumentation[] {
  return Object.entries(shape).map(([name, schema]) => {
    const { description = "" } = schema as z.ZodType;
    return { name, fallback: toFallback(schema as z.ZodType), description };
  });
}

function toFallback(schema: z.ZodType): string | undefined {
  const { def } = schema;
  if ("defaultValue" in def) {
    const value = def.defaultValue;
    return Array.isArray(value) ? undefined : String(value);
  }
  // A pipe transforms the value after its default is applied.
  if (schema instanceof z.ZodPipe) return toFallback(schema.in as z.ZodType);
  return undefined;
}

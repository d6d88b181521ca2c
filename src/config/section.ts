import { z } from "zod";

/** The settings of one concern: how each is read, and what the program gets of all of them. */
export interface Section<Shape extends z.ZodRawShape, Result> {
  /** Heading of their table in the documentation. */
  title: string;
  /** By the names of the environment variables. Each says in `describe` what it is for. */
  shape: Shape;
  toConfig(values: z.output<z.ZodObject<Shape>>): Result;
}

/** Declares a section, with the types of its values inferred. */
export function section<const Shape extends z.ZodRawShape, Result>(
  title: string,
  shape: Shape,
  toConfig: (values: z.output<z.ZodObject<Shape>>) => Result,
): Section<Shape, Result> {
  return { title, shape, toConfig };
}

/** What the documentation says of a setting. `fallback` is its default as it would be written. */
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
  // What is transformed after its default.
  if (schema instanceof z.ZodPipe) return toFallback(schema.in as z.ZodType);
  return undefined;
}

import type { z } from "zod";
import { InvalidPaginationError } from "../errors.ts";

/** Writes positions in lists as text that callers keep, and reads it again. */
export interface CursorCodec<Value> {
  format(value: Value): string;
  /** Throws InvalidPaginationError for text that is no cursor, or one of another list. */
  parse(cursor: string): Value;
}

/** Returns the codec of cursors of this form. */
export function createCursorCodec<Schema extends z.ZodType>(
  schema: Schema,
): CursorCodec<z.infer<Schema>> {
  return {
    format: (value) => Buffer.from(JSON.stringify(value)).toString("base64url"),
    parse: (cursor) => {
      const parsed = schema.safeParse(decode(cursor));
      if (parsed.success) return parsed.data;
      throw new InvalidPaginationError("This cursor is not from this connection.");
    },
  };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}

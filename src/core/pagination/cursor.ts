import type { z } from "zod";
import { InvalidPaginationError } from "../errors.ts";

/** Converts positions in lists to text for callers, and back. */
export interface CursorCodec<Value> {
  format(value: Value): string;
  /** Throws InvalidPaginationError for text that is not a cursor, or a cursor of another list. */
  parse(cursor: string): Value;
}

/** Returns a codec for cursors of this schema. */
export function createCursorCodec<Schema extends z.ZodType>(
  schema: Schema,
): CursorCodec<z.infer<Schema>> {
  return {
    format: (value) => Buffer.from(JSON.stringify(value)).toString("base64url"),
    parse: (cursor) => {
      const parsed = schema.safeParse(decode(cursor));
      if (parsed.success) return parsed.data;
      throw new InvalidPaginationError(
        "The cursor does not belong to this connection. Start again without a cursor.",
      );
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

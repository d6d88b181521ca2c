import type { z } from "zod";
import { InvalidPageError } from "../errors.ts";

/** Writes positions in lists as text that callers keep, and reads it again. */
export interface CursorCodec<Value> {
  format(value: Value): string;
  /** Throws InvalidPageError for text that is no cursor, or one of another list. */
  parse(cursor: string): Value;
}

/** Returns the codec of cursors of this form. */
export function cursorCodec<Schema extends z.ZodType>(form: Schema): CursorCodec<z.infer<Schema>> {
  return {
    format: (value) => Buffer.from(JSON.stringify(value)).toString("base64url"),
    parse: (cursor) => {
      const parsed = form.safeParse(decode(cursor));
      if (parsed.success) return parsed.data;
      throw new InvalidPageError("This cursor is not from this connection.");
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

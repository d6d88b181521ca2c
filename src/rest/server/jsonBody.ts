import { createMiddleware } from "hono/factory";
import { parse } from "lossless-json";
import { maxBodyBytes } from "../../http/bodyLimit.ts";
import {
  bodySizeLimit,
  NotUtf8Error,
  readText,
  requireJsonContentType,
} from "../../http/requestBody.ts";
import { RestError } from "./errors.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

const reject = (code: "UNSUPPORTED_MEDIA_TYPE" | "REQUEST_TOO_LARGE") => (detail: string) => {
  throw new RestError(code, detail);
};

/** Accepts a body that is one unambiguous JSON text. The route's schema validates its content. */
export const parseJsonBody = [
  requireJsonContentType(reject("UNSUPPORTED_MEDIA_TYPE")),
  bodySizeLimit(maxBodyBytes, reject("REQUEST_TOO_LARGE")),
  createMiddleware<RestEnvironment>(async (c, next) => {
    const text = await readText(c.req).catch(rejectEncoding);
    try {
      JSON.parse(text);
    } catch {
      throw new RestError(
        "BODY_MISMATCH",
        "The request body is not valid JSON. Send a JSON object.",
      );
    }
    try {
      // With two values for one name, it is ambiguous which applies (RFC 8259, section 4).
      parse(text, null, { onDuplicateKey: ({ key }) => rejectDuplicateKey(key) });
    } catch (error) {
      if (error instanceof RestError) throw error;
      throw new RestError(
        "BODY_MISMATCH",
        "The request body is nested too deeply. Send a flat JSON object.",
      );
    }
    // The library's own check accepts fewer spellings of the header than HTTP allows.
    if (c.req.header("content-type") !== "application/json") {
      c.req.raw.headers.set("Content-Type", "application/json");
    }
    await next();
  }),
] as const;

function rejectEncoding(error: unknown): never {
  throw error instanceof NotUtf8Error ? new RestError("BAD_USER_INPUT", error.message) : error;
}

function rejectDuplicateKey(key: string): never {
  throw new RestError(
    "BODY_MISMATCH",
    `The field ${key.slice(0, 100)} appears more than once. Send it once.`,
  );
}

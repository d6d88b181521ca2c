import type { Context, Hono, MiddlewareHandler, Next } from "hono";
import { isShortCode } from "../core/links/shortCode.ts";
import type { Services } from "../core/services.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { otherMethods } from "./methods.ts";
import { previewResponse } from "./preview.ts";
import { createRedirectHandlers, type RedirectOptions } from "./redirect.ts";
import { notFoundResponse } from "./responses.ts";
import { trimPastedPath } from "./trimPastedPath.ts";

/** Routers for redirects, and limits for their slower requests. */
export interface RedirectRouters {
  /** Receives requests whose path is only a short code. */
  plain: Hono<HttpEnvironment>;
  /** Receives requests that no earlier route handles. Their path may still contain a code. */
  fallback: Hono<HttpEnvironment>;
  /** Limits previews, which query the database on the API's connection. */
  previewLimit: MiddlewareHandler<HttpEnvironment>;
  /** Limits requests whose password is checked. */
  unlockLimit: MiddlewareHandler<HttpEnvironment>;
}

type RedirectContext = Context<HttpEnvironment>;
type HandleCode = (
  c: RedirectContext,
  code: string,
  next: Next,
) => Response | ReturnType<MiddlewareHandler>;

/** Matches any path, because pasted text after a code can contain line breaks. */
const anyPath = "/:code{[\\s\\S]+}";

/** Mounts `/:code`, the main path of the program, and its preview `/:code+`. */
export function mountRedirects(
  { plain, fallback, previewLimit, unlockLimit }: RedirectRouters,
  services: Services,
  settings: RedirectOptions,
): void {
  const redirects = createRedirectHandlers(services, settings);
  const { counters } = services;
  const codeParameter = (c: RedirectContext) => c.req.param("code") ?? "";
  const post = async (c: RedirectContext, code: string, next: Next) =>
    (await redirects.post(c, code)) ?? next();
  /** Handles a path that contains a code and pasted text after it. */
  const withTrimmedCode =
    (handle: HandleCode): MiddlewareHandler<HttpEnvironment> =>
    async (c, next) => {
      const code = trimPastedPath(codeParameter(c));
      return isShortCode(code) ? handle(c, code, next) : notFoundResponse(c);
    };

  // Hono calls a single handler directly, without the overhead of a chain.
  plain.get("/:code", (c) => redirects.visit(c, codeParameter(c)));
  plain.post(
    "/:code",
    (c, next) => post(c, codeParameter(c), next),
    unlockLimit,
    (c) => redirects.unlock(c, codeParameter(c)),
  );
  plain.on(otherMethods, "/:code", (c) => redirects.otherMethod(c, codeParameter(c)));

  fallback.get(
    anyPath,
    (c, next) => {
      const code = trimPastedPath(codeParameter(c));
      if (isShortCode(code)) return redirects.visit(c, code);
      return parsePreviewCode(code) === null ? notFoundResponse(c) : next();
    },
    previewLimit,
    (c) => {
      counters.redirects.preview += 1;
      return previewResponse(c, services, parsePreviewCode(trimPastedPath(codeParameter(c))) ?? "");
    },
  );
  fallback.post(anyPath, withTrimmedCode(post), unlockLimit, withTrimmedCode(redirects.unlock));
  fallback.on(otherMethods, anyPath, withTrimmedCode(redirects.otherMethod));
}

/** Returns the code of a preview path `/:code+`, or null for any other path. */
function parsePreviewCode(code: string): string | null {
  const trimmed = code.endsWith("+") ? trimPastedPath(code.slice(0, -1)) : "";
  return isShortCode(trimmed) ? trimmed : null;
}

import type { Context, Hono, MiddlewareHandler, Next } from "hono";
import { isShortCode } from "../core/links/shortCode.ts";
import type { Service } from "../core/service.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { otherMethods } from "./methods.ts";
import { previewResponse } from "./preview.ts";
import { createRedirectHandlers, type RedirectOptions } from "./redirect.ts";
import { notFoundResponse } from "./responses.ts";
import { trimPastedPath } from "./trimPastedPath.ts";

/** Where redirects are mounted, and who may wait there. */
export interface RedirectRouters {
  /** Gets the requests whose path is a code and nothing else. */
  plain: Hono<HttpEnvironment>;
  /** Gets those that no route before these answers, whose path may hold a code all the same. */
  fallback: Hono<HttpEnvironment>;
  /** For previews, which ask the database on the API's connection. */
  previewLimit: MiddlewareHandler<HttpEnvironment>;
  /** For visitors whose password is checked. */
  unlockLimit: MiddlewareHandler<HttpEnvironment>;
}

type RedirectContext = Context<HttpEnvironment>;
type HandleCode = (
  c: RedirectContext,
  code: string,
  next: Next,
) => Response | ReturnType<MiddlewareHandler>;

/** Line breaks, too, can be glued to a code. */
const anyPath = "/:code{[\\s\\S]+}";

/** Mounts `/:code`, the path that the program exists for, and its preview `/:code+`. */
export function mountRedirects(
  { plain, fallback, previewLimit, unlockLimit }: RedirectRouters,
  service: Service,
  settings: RedirectOptions,
): void {
  const redirects = createRedirectHandlers(service, settings);
  const { counters } = service;
  const codeParameter = (c: RedirectContext) => c.req.param("code") ?? "";
  const post = async (c: RedirectContext, code: string, next: Next) =>
    (await redirects.post(c, code)) ?? next();
  /** Has a request handled whose path holds a code with something glued to it. */
  const withTrimmedCode =
    (handle: HandleCode): MiddlewareHandler<HttpEnvironment> =>
    async (c, next) => {
      const code = trimPastedPath(codeParameter(c));
      return isShortCode(code) ? handle(c, code, next) : notFoundResponse(c);
    };

  // One handler alone is called without the detour that several take.
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
      return previewResponse(c, service, parsePreviewCode(trimPastedPath(codeParameter(c))) ?? "");
    },
  );
  fallback.post(anyPath, withTrimmedCode(post), unlockLimit, withTrimmedCode(redirects.unlock));
  fallback.on(otherMethods, anyPath, withTrimmedCode(redirects.otherMethod));
}

/** The code of which `/:code+` asks for the preview; null for what is none. */
function parsePreviewCode(code: string): string | null {
  const trimmed = code.endsWith("+") ? trimPastedPath(code.slice(0, -1)) : "";
  return isShortCode(trimmed) ? trimmed : null;
}

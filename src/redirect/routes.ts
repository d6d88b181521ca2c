import type { Context, Hono, MiddlewareHandler, Next } from "hono";
import { isShortCode } from "../domain/links/shortCode.ts";
import type { Service } from "../domain/service.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { otherMethods } from "./methods.ts";
import { notFound } from "./pages.ts";
import { withoutGlue } from "./pastedPath.ts";
import { preview } from "./preview.ts";
import { createRedirects, type RedirectSettings } from "./redirect.ts";

/** Where redirects are mounted, and who may wait there. */
export interface RedirectDoors {
  /** Gets the requests whose path is a code and nothing else. */
  plain: Hono<HttpEnvironment>;
  /** Gets those that no route before these answers, whose path may hold a code all the same. */
  others: Hono<HttpEnvironment>;
  /** For previews, which ask the database on the API's connection. */
  previewRoom: MiddlewareHandler<HttpEnvironment>;
  /** For visitors whose password is checked. */
  unlockRoom: MiddlewareHandler<HttpEnvironment>;
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
  { plain, others, previewRoom, unlockRoom }: RedirectDoors,
  service: Service,
  settings: RedirectSettings,
): void {
  const redirects = createRedirects(service, settings);
  const { counters } = service;
  const pathOf = (c: RedirectContext) => c.req.param("code") ?? "";
  const post = async (c: RedirectContext, code: string, next: Next) =>
    (await redirects.post(c, code)) ?? next();
  /** Has a request handled whose path holds a code with something glued to it. */
  const pasted =
    (handle: HandleCode): MiddlewareHandler<HttpEnvironment> =>
    async (c, next) => {
      const code = withoutGlue(pathOf(c));
      return isShortCode(code) ? handle(c, code, next) : notFound(c);
    };

  // One handler alone is called without the detour that several take.
  plain.get("/:code", (c) => redirects.visit(c, pathOf(c)));
  plain.post(
    "/:code",
    (c, next) => post(c, pathOf(c), next),
    unlockRoom,
    (c) => redirects.unlock(c, pathOf(c)),
  );
  plain.on(otherMethods, "/:code", (c) => redirects.other(c, pathOf(c)));

  others.get(
    anyPath,
    (c, next) => {
      const code = withoutGlue(pathOf(c));
      if (isShortCode(code)) return redirects.visit(c, code);
      return previewedCode(code) === null ? notFound(c) : next();
    },
    previewRoom,
    (c) => {
      counters.redirects.preview += 1;
      return preview(c, service, previewedCode(withoutGlue(pathOf(c))) ?? "");
    },
  );
  others.post(anyPath, pasted(post), unlockRoom, pasted(redirects.unlock));
  others.on(otherMethods, anyPath, pasted(redirects.other));
}

/** The code of which `/:code+` asks for the preview; null for what is none. */
function previewedCode(code: string): string | null {
  const shown = code.endsWith("+") ? withoutGlue(code.slice(0, -1)) : "";
  return isShortCode(shown) ? shown : null;
}

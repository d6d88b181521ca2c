import { password } from "./world.ts";

/** A documented call, and what it needs to succeed. */
export interface RestRoute {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** As the documentation writes it. */
  path: string;
  /** What the token must allow, where the call needs one. */
  scope?: string;
  body?: Record<string, unknown>;
  /** The status of its success. */
  status: number;
}

/** Every call of the documentation, in an order in which each can succeed. */
export const restRoutes: RestRoute[] = [
  {
    method: "POST",
    path: "/api/v1/auth/register",
    body: { email: "carol@example.com", password },
    status: 201,
  },
  {
    method: "POST",
    path: "/api/v1/auth/login",
    body: { email: "alice@example.com", password },
    status: 200,
  },
  { method: "GET", path: "/api/v1/auth/tokens", scope: "TOKENS_READ", status: 200 },
  { method: "GET", path: "/api/v1/links", scope: "LINKS_READ", status: 200 },
  {
    method: "POST",
    path: "/api/v1/links",
    scope: "LINKS_WRITE",
    body: { original_url: "https://example.com/new" },
    status: 201,
  },
  { method: "GET", path: "/api/v1/links/{link_id}", scope: "LINKS_READ", status: 200 },
  {
    method: "PUT",
    path: "/api/v1/links/{link_id}",
    scope: "LINKS_WRITE",
    body: { original_url: "https://example.com/changed" },
    status: 200,
  },
  { method: "DELETE", path: "/api/v1/links/{link_id}", scope: "LINKS_WRITE", status: 204 },
  {
    method: "DELETE",
    path: "/api/v1/auth/tokens/{token_id}",
    scope: "TOKENS_WRITE",
    status: 204,
  },
];

export const routesWithToken = restRoutes.filter((route) => route.scope);
export const routesWithBody = restRoutes.filter((route) => route.body);
export const routesWithId = restRoutes.filter((route) => route.path.includes("{"));

/** What the paths of routes are about. */
export interface Ids {
  link_id: unknown;
  token_id: unknown;
}

/** The route's path, with the ids in their places. */
export function toPath(route: RestRoute, ids: Ids): string {
  return route.path.replace(/\{(\w+)\}/, (_, name: keyof Ids) => String(ids[name]));
}

/** The route's request as it succeeds, with these headers in addition. */
export function toRequest(route: RestRoute, headers: Record<string, string> = {}): RequestInit {
  if (!route.body) return { method: route.method, headers };
  return {
    method: route.method,
    body: JSON.stringify(route.body),
    headers: { "content-type": "application/json", ...headers },
  };
}

import { password } from "./world.ts";

/** A documented route, and what a successful request needs. */
export interface RestRoute {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** In the notation of the documentation. */
  path: string;
  /** The scope that the token needs, if any. */
  scope?: string;
  body?: Record<string, unknown>;
  /** Returns an image. Accepts the session cookie as well. */
  isImage?: true;
  /** The status of a successful response. */
  status: number;
}

/** All documented routes, in an order in which each can succeed. */
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
  ...["svg", "png"].map(
    (extension): RestRoute => ({
      method: "GET",
      path: `/api/v1/links/{link_id}/qr.${extension}`,
      scope: "LINKS_READ",
      isImage: true,
      status: 200,
    }),
  ),
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

/** The IDs in the paths of routes. */
export interface Ids {
  link_id: unknown;
  token_id: unknown;
}

/** Returns the route's path with the IDs inserted. */
export function toPath(route: RestRoute, ids: Ids): string {
  return route.path.replace(/\{(\w+)\}/, (_, name: keyof Ids) => String(ids[name]));
}

/** Returns a successful request of the route, with additional headers. */
export function toRequest(route: RestRoute, headers: Record<string, string> = {}): RequestInit {
  if (!route.body) return { method: route.method, headers };
  return {
    method: route.method,
    body: JSON.stringify(route.body),
    headers: { "content-type": "application/json", ...headers },
  };
}

/** Where to go after signing in: a path of this site, never the address of another. */
export function pathAfterLogin(parameters: URLSearchParams): string {
  const next = parameters.get("next") ?? "";
  const { origin } = window.location;
  const url = URL.canParse(next, origin) ? new URL(next, origin) : undefined;
  if (url?.origin !== origin || !url.pathname.startsWith("/app/")) return "/app/links";
  return url.pathname + url.search;
}

/** Returns the path to open after login. It is always on this site. */
export function pathAfterLogin(parameters: URLSearchParams): string {
  const next = parameters.get("next") ?? "";
  const { origin } = window.location;
  const url = URL.canParse(next, origin) ? new URL(next, origin) : undefined;
  if (url?.origin !== origin || !url.pathname.startsWith("/app/")) return "/app/links";
  return url.pathname + url.search;
}

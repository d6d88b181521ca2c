import type { Context } from "hono";

interface Message {
  status: 404 | 410;
  title: string;
  detail: string;
}

/** The answer for a code that leads nowhere, or nowhere at the moment. */
export function notFound(c: Context): Response {
  return answer(c, {
    status: 404,
    title: "Link not found",
    detail: "This short link does not exist, or is switched off. Check it for typing mistakes.",
  });
}

/** The answer for a link whose time is over or whose clicks are used up. */
export function gone(c: Context): Response {
  return answer(c, {
    status: 410,
    title: "Link no longer available",
    detail: "This short link has expired or was used as often as it may be.",
  });
}

/** HTML for people, JSON for a caller that asks for it. */
function answer(c: Context, { status, title, detail }: Message): Response {
  c.header("Cache-Control", "private, no-store");
  if (c.req.header("accept")?.includes("application/json")) return c.json({ detail }, status);
  c.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  return c.html(page(title, detail), status);
}

function page(title: string, detail: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · LNK7</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${detail}</p>
</main>
</body>
</html>
`;
}

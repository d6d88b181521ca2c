import { contentSecurityPolicy, inlineStyle } from "../http/contentSecurityPolicy.ts";

const style = `
html { background: Canvas; color: CanvasText; }
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 18vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
.address { overflow-wrap: anywhere; }
label { display: block; margin-bottom: 0.25rem; }
input, button { font: inherit; padding: 0.5rem 0.75rem; border-radius: 0.375rem; border: 1px solid GrayText; max-width: 100%; box-sizing: border-box; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

/**
 * Allows only the pages' own style and icon, and no scripts. Browsers also apply `form-action` to
 * the redirect after a form, and a short link may redirect to any URL.
 */
export const pagePolicy = contentSecurityPolicy({
  "style-src": inlineStyle(style),
  "img-src": "'self'",
  "form-action": "*",
});

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for use in a page, inside or outside quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Returns a small, self-contained page. `title` is text, `body` is HTML. */
export function renderPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="/favicon.ico">
<title>${escapeHtml(title)} · LNK7</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** The page at the root: what this is and where to go on. */
export const homePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="A URL shortener with a GraphQL and a REST API.">
<title>LNK7, a URL shortener</title>
<link rel="icon" href="data:,">
<style>
body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 38rem; margin: 12vh auto 4rem; padding: 0 1.5rem; }
h1 { font-size: 2.25rem; margin-bottom: 0; }
li { margin: 0.5rem 0; }
</style>
</head>
<body>
<main>
<h1>LNK7</h1>
<p>A URL shortener: it makes short links out of long ones and sends visitors on. Programs use it by GraphQL or REST.</p>
<ul>
<li><a href="/graphql">GraphiQL</a>: try queries and mutations in the browser.</li>
<li><a href="/api/v1/docs">REST API</a>: the reference, to read and to try.</li>
<li><a href="/api/v1/openapi.json">OpenAPI document</a>: for tools and generated clients.</li>
</ul>
</main>
</body>
</html>
`;

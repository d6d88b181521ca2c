import type { Context, Hono } from "hono";
import { contentSecurityPolicy } from "../../http/contentSecurityPolicy.ts";
import type { HttpEnvironment } from "../../http/honoEnvironment.ts";
import { staticFile } from "../../http/staticFile.ts";

const firstQuery = `# Welcome to LNK7.
#
# You can run this query now. To list your links,
# add your API token to the Headers tab below:
#
#   { "Authorization": "Bearer lnk7_..." }
#
# To get a token, run Register, then Login. Select
# the operation with the play button.

query Viewer {
  viewer {
    email
    links(first: 10) {
      nodes {
        shortUrl
        originalUrl
        clickCount
      }
    }
  }
}

mutation Register {
  register(input: { email: "you@example.com", password: "choose a long one" }) {
    __typename
    ... on RegisterPayload { user { email } }
    ... on UserError { message }
  }
}

mutation Login {
  login(input: { email: "you@example.com", password: "choose a long one" }) {
    __typename
    ... on LoginPayload { secret }
    ... on UserError { message }
  }
}

mutation CreateLink {
  createLink(input: { originalUrl: "https://example.com/my-long-url" }) {
    __typename
    ... on CreateLinkPayload { link { shortUrl } }
    ... on UserError { message }
  }
}
`;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>LNK7 GraphiQL</title>
    <link rel="icon" href="/favicon.ico">
    <link rel="stylesheet" href="/graphql/graphiql.css">
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL requires JavaScript. Enable it, then reload the page.</noscript>
    <div id="root"></div>
    <script src="/graphql/graphiql.js"></script>
  </body>
</html>
`;

/** GraphiQL's editor creates inline styles at runtime, which contain its font. */
const policy = contentSecurityPolicy({
  "connect-src": "'self'",
  "font-src": "data:",
  "img-src": "'self' data:",
  "script-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
  "worker-src": "'self'",
});

const beforeScript = `self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (moduleId, label) => "/graphql/worker-" + label + ".js",
};
`;

const options = {
  title: "LNK7 GraphiQL",
  defaultQuery: firstQuery,
  credentials: "same-origin",
  defaultEditorToolsVisibility: "headers",
};

/**
 * By default, GraphiQL writes each query to the page's URL, and so passwords to browser histories.
 */
const afterScript = `;
YogaGraphiQL.renderYogaGraphiQL(document.querySelector("#root"), {
  ...${JSON.stringify(options)},
  onEditQuery: () => {},
});
`;

/** Loaded on first use: the source is nine megabytes. */
const loadSource = () => import("@graphql-yoga/render-graphiql/graphiql");

const javascript = "text/javascript; charset=utf-8";

/** Returns the GraphiQL page, for browsers that request HTML. */
export function graphiqlPage(c: Context): Response {
  return c.html(page, 200, { "Content-Security-Policy": policy, Vary: "Accept, Origin" });
}

/** Mounts the files of the GraphiQL page: all are served from here. */
export function mountGraphiqlFiles(app: Hono<HttpEnvironment>): void {
  const mount = (name: string, type: string, load: () => Promise<string>) =>
    app.get(`/${name}`, staticFile(type, load));
  mount("graphiql.css", "text/css; charset=utf-8", async () => (await loadSource()).css);
  mount(
    "graphiql.js",
    javascript,
    async () => beforeScript + (await loadSource()).js + afterScript,
  );
  mount(
    "worker-editorWorkerService.js",
    javascript,
    async () => (await loadSource()).editorWorkerService,
  );
  mount("worker-graphql.js", javascript, async () => (await loadSource()).graphqlWorker);
  mount("worker-json.js", javascript, async () => (await loadSource()).jsonWorker);
}

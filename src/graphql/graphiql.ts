const firstQuery = `# Welcome to LNK7.
#
# This query works as it is. To see your links,
# put your API token into the Headers tab below:
#
#   { "Authorization": "Bearer lnk7_..." }
#
# No token yet? Run Register, then Login: the play
# button lets you choose.

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

mutation Shorten {
  createLink(input: { originalUrl: "https://example.com/my-long-url" }) {
    __typename
    ... on CreateLinkPayload { link { shortUrl } }
    ... on UserError { message }
  }
}
`;

let page: Promise<string> | undefined;

/** The GraphiQL page, complete in itself. Loaded when first asked for: it is nine megabytes of source. */
export function graphiqlPage(): Promise<string> {
  page ??= import("@graphql-yoga/render-graphiql").then(({ renderGraphiQL }) =>
    renderGraphiQL({
      title: "LNK7 GraphiQL",
      defaultQuery: firstQuery,
      credentials: "same-origin",
      defaultEditorToolsVisibility: "headers",
    }),
  );
  return page;
}

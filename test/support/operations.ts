const link = `id databaseId shortCode shortUrl qrCode originalUrl title note isActive status redirectType expiresAt
  maxClicks hasPassword clickCount lastClickedAt createdAt updatedAt owner { email }`;
const stats = `stats(from: $from, to: $to, interval: HOUR) {
  from to clicks visitors bots series { start end localStart clicks visitors bots }
  breakdown(dimension: COUNTRY) { values { value clicks share } other { clicks share } }
}`;
const newToken = "id tokenId name prefix isCurrent status scopes createdAt lastUsedAt expiresAt";
const token = `${newToken} createdByTokenId linkCount`;
const session = "id isCurrent browser operatingSystem startedAt lastSeenAt expiresAt";
const user = "id databaseId email createdAt";
const run =
  "totalCount { count precision } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { __typename } }";
const window = "$first: Int, $last: Int, $after: String, $before: String";
const click = "id at referrerHost country browser operatingSystem device isBot link { shortCode }";
const clickFilter = "$from: DateTime, $to: DateTime, $bots: BotVisits! = INCLUDE";
const filteredClicks = "from: $from, to: $to, bots: $bots";
const within = "first: $first, last: $last, after: $after, before: $before";
const mutation = (name: string, payload: string) => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return `mutation ($input: ${type}Input!) {
    ${name}(input: $input) { __typename ... on ${type}Payload { ${payload} } }
  }`;
};

/** Operations that together request everything in the API. */
export const operations = {
  viewer: `query ($from: DateTime, $to: DateTime) { viewer { ${user} ${stats} } }`,
  links: `query (${window}, $filter: LinkFilter, $orderBy: LinkOrder) {
    viewer { links(${within}, filter: $filter, orderBy: $orderBy) { nodes { ${link} } ${run} } }
  }`,
  linkPage: `query ($page: Int!) {
    viewer { linkPage(page: $page) { links { ${link} } page perPage hasNext } }
  }`,
  tokens: `query (${window}) { viewer { tokens(${within}) { nodes { ${token} } ${run} } } }`,
  derivedTokens: `query ($id: ID!, ${window}) {
    node(id: $id) {
      ... on ApiToken { derivedTokens(${within}) { nodes { ${token} } ${run} } }
    }
  }`,
  sessions: `query (${window}) { viewer { sessions(${within}) { nodes { ${session} } ${run} } } }`,
  link: `query ($by: LinkBy!, $from: DateTime, $to: DateTime) {
    link(by: $by) { ${link} ${stats} }
  }`,
  clicks: `query ($by: LinkBy!, ${clickFilter}, ${window}) {
    link(by: $by) { clicks(${filteredClicks}, ${within}) { nodes { ${click} } ${run} } }
  }`,
  userClicks: `query (${clickFilter}, ${window}) {
    viewer { clicks(${filteredClicks}, ${within}) { nodes { ${click} } ${run} } }
  }`,
  history: `query ($by: LinkBy!, ${window}) {
    link(by: $by) {
      history(${within}) { nodes { id at tokenName settings { setting before after } } ${run} }
    }
  }`,
  rateLimit: "{ rateLimit { limit remaining resetAt } }",
  node: `query ($id: ID!) { node(id: $id) { __typename id } }`,
  nodes: `query ($ids: [ID!]!) {
    nodes(ids: $ids) {
      id __typename ... on Link { shortCode } ... on User { email }
      ... on ApiToken { name linkCount } ... on Session { browser }
    }
  }`,
  linkClicked: `subscription ($linkId: ID) {
    linkClicked(linkId: $linkId) { linkId clicks at link { ${link} } }
  }`,
  linksClicked: `subscription ($linkIds: [ID!]) {
    linksClicked(linkIds: $linkIds) { clicks at links { linkId clicks at link { ${link} } } }
  }`,
  linkChanged: `subscription ($linkId: ID) {
    linkChanged(linkId: $linkId) { kind linkId link { ${link} } }
  }`,
  register: mutation("register", `user { ${user} }`),
  login: mutation("login", `secret token { ${newToken} } user { ${user} }`),
  startSession: mutation("startSession", `user { ${user} }`),
  logout:
    "mutation { logout { __typename ... on LogoutPayload { endedSessionId revokedTokenId } } }",
  endSessions: mutation("endSessions", "endedSessionIds"),
  changePassword: mutation("changePassword", `user { ${user} } endedSessionIds revokedTokenIds`),
  deleteAccount: mutation("deleteAccount", "deletedUserId databaseId email"),
  createToken: mutation("createToken", `secret token { ${token} }`),
  updateToken: mutation("updateToken", `token { ${token} }`),
  revokeToken: mutation("revokeToken", "revokedTokenId tokenId revokedDerivedTokenIds"),
  createLink: mutation("createLink", `link { ${link} }`),
  updateLink: mutation("updateLink", `link { ${link} }`),
  deleteLink: mutation("deleteLink", "deletedLinkId databaseId shortCode"),
};

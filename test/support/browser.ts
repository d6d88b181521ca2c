import { createClient, type TestClient } from "./client.ts";
import { password, type World } from "./world.ts";

const startSession = `mutation ($input: StartSessionInput!) {
  startSession(input: $input) { __typename }
}`;

/** Signs in a registered user with a client that sends the received cookie, as a browser does. */
export async function signInBrowser(
  { url }: World,
  name: string,
  headers: Record<string, string> = {},
): Promise<TestClient & { cookie: string }> {
  const client = createClient(url);
  const input = { email: `${name}@example.com`, password };
  const answer = await client.graphql(startSession, { input }, headers);
  const [cookie = ""] = answer.headers.getSetCookie()[0]?.split(";") ?? [];
  return {
    ...client,
    cookie,
    graphql: (query, variables, more) => client.graphql(query, variables, { cookie, ...more }),
  };
}

import { createClient, type TestClient } from "./client.ts";
import { password, type World } from "./world.ts";

const startSession = `mutation ($input: StartSessionInput!) {
  startSession(input: $input) { __typename }
}`;

/** A browser in which somebody registered is signed in: it sends the cookie that it was given. */
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

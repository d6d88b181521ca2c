import { useClient } from "urql";
import { explain } from "../graphql/failure.ts";
import type { VariablesOf } from "../graphql/graphql.ts";
import { settle } from "../graphql/outcome.ts";
import { StartSession } from "./documents.ts";
import { askViewer, useSession } from "./viewer.ts";

/** Signs in. Answers why that failed, where it did. */
export function useSignIn() {
  const client = useClient();
  const { resume } = useSession();

  return async (input: VariablesOf<typeof StartSession>["input"]): Promise<string | undefined> => {
    const { data, error } = await client.mutation(StartSession, { input }).toPromise();
    const settled = settle({ error, outcome: data?.startSession });
    if ("refusal" in settled) return settled.refusal.message;
    // Only the next request shows whether the browser has kept the cookie.
    const answer = await askViewer(client);
    if (answer.error) return explain(answer.error);
    if (!answer.data?.viewer) {
      return "Your browser does not keep the cookie of this site, without which nobody can be signed in here. Allow it, then try again.";
    }
    resume();
    return undefined;
  };
}

import { Stack } from "@mantine/core";
import { useParams } from "react-router";
import { useQuery } from "urql";
import { Loading } from "../shell/Loading.tsx";
import { PageTitle } from "../shell/PageTitle.tsx";
import { QueryFailure } from "../shell/QueryFailure.tsx";
import { useLastAnswer } from "../shell/useLastAnswer.ts";
import { LinkQuery } from "./documents.ts";
import { LinkView } from "./LinkView.tsx";
import { NoSuchLink } from "./NoSuchLink.tsx";

/** `/app/links/:id`: all about one link, by the number that REST calls `id`. */
export function LinkPage() {
  const { id = "" } = useParams();
  const databaseId = /^[1-9]\d*$/.test(id) ? Number(id) : Number.NaN;
  const known = Number.isSafeInteger(databaseId);
  const [state, ask] = useQuery({
    query: LinkQuery,
    variables: { databaseId },
    requestPolicy: "cache-and-network",
    pause: !known,
  });
  const { data, error, fetching } = state;
  const link = useLastAnswer(state).data?.link;
  const failure = error && (
    <QueryFailure error={error} onRetry={() => ask({ requestPolicy: "network-only" })} />
  );

  if (!known) return <NoSuchLink />;
  // Until the answer for another number is here, the answer at hand is that of the link before.
  if (link?.databaseId === databaseId) {
    return (
      <Stack gap="lg">
        {failure}
        <LinkView key={id} link={link} />
      </Stack>
    );
  }
  if (fetching) return <Loading />;
  if (data) return <NoSuchLink />;
  return (
    <>
      <PageTitle>Link</PageTitle>
      {failure}
    </>
  );
}

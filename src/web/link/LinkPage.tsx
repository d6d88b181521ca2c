import { useParams } from "react-router";
import { useQuery } from "urql";
import { Loading } from "../shell/Loading.tsx";
import { PageTitle } from "../shell/PageTitle.tsx";
import { QueryFailure } from "../shell/QueryFailure.tsx";
import { LinkQuery } from "./documents.ts";
import { LinkView } from "./LinkView.tsx";
import { NoSuchLink } from "./NoSuchLink.tsx";

/** `/app/links/:id`: all about one link, by the number that REST calls `id`. */
export function LinkPage() {
  const { id = "" } = useParams();
  const databaseId = /^[1-9]\d*$/.test(id) ? Number(id) : Number.NaN;
  const known = Number.isSafeInteger(databaseId);
  const [{ data, error, fetching }, ask] = useQuery({
    query: LinkQuery,
    variables: { databaseId },
    requestPolicy: "cache-and-network",
    pause: !known,
  });

  if (!known) return <NoSuchLink />;
  // Until the answer for another number is here, the answer at hand is that of the link before.
  if (data?.link?.databaseId === databaseId) return <LinkView key={id} link={data.link} />;
  if (fetching) return <Loading />;
  if (data) return <NoSuchLink />;
  return (
    <>
      <PageTitle>Link</PageTitle>
      {error && (
        <QueryFailure error={error} onRetry={() => ask({ requestPolicy: "network-only" })} />
      )}
    </>
  );
}

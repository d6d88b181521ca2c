import { Stack } from "@mantine/core";
import { useParams } from "react-router";
import { useQuery } from "urql";
import { usePreviousData } from "../../../hooks/usePreviousData.ts";
import { Loading } from "../../../ui/Loading.tsx";
import { PageTitle } from "../../../ui/PageTitle.tsx";
import { QueryError } from "../../../ui/QueryError.tsx";
import { LinkQuery } from "./documents.ts";
import { LinkDetails } from "./LinkDetails.tsx";
import { LinkNotFound } from "./LinkNotFound.tsx";

/** `/app/links/:id`: shows everything about a link, by the number that REST calls `id`. */
export function LinkPage() {
  const { id = "" } = useParams();
  const databaseId = /^[1-9]\d*$/.test(id) ? Number(id) : Number.NaN;
  const isValidId = Number.isSafeInteger(databaseId);
  const [state, refetch] = useQuery({
    query: LinkQuery,
    variables: { databaseId },
    requestPolicy: "cache-and-network",
    pause: !isValidId,
  });
  const { data, error, fetching } = state;
  const link = usePreviousData(state).data?.link;
  const failure = error && (
    <QueryError error={error} onRetry={() => refetch({ requestPolicy: "network-only" })} />
  );

  if (!isValidId) return <LinkNotFound />;
  // While the query for another number is pending, its data is still that of the previous link.
  if (link?.databaseId === databaseId) {
    return (
      <Stack gap="lg">
        {failure}
        <LinkDetails key={id} link={link} />
      </Stack>
    );
  }
  if (fetching) return <Loading />;
  if (data) return <LinkNotFound />;
  return (
    <>
      <PageTitle>Link</PageTitle>
      {failure}
    </>
  );
}

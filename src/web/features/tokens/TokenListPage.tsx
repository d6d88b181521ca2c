import { Alert, Button, Center, Skeleton, Stack } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { useQuery } from "urql";
import { QueryError } from "../../ui/QueryError.tsx";
import { TokensQuery } from "./documents.ts";
import { TokenList } from "./TokenList.tsx";

/** Lists the tokens after a cursor (null for the newest), and further pages on request. */
export function TokenListPage({ after }: { after: string | null }) {
  const [{ data, error, fetching }, refetch] = useQuery({
    query: TokensQuery,
    variables: { after },
    // API clients that log in create tokens too.
    requestPolicy: "cache-and-network",
  });
  const [showsNextPage, setShowsNextPage] = useState(false);
  const retry = () => refetch({ requestPolicy: "network-only" });
  const tokens = data?.viewer?.tokens;
  if (error && !data) return <QueryError error={error} onRetry={retry} retrying={fetching} />;
  if (!tokens) return <Skeleton h={160} aria-label="Loading" />;
  const { nodes, pageInfo } = tokens;

  return (
    <Stack>
      {nodes.length === 0 && after === null && (
        <Alert icon={<IconKey aria-hidden />} title="No tokens yet">
          Make one for each program, so that you can tell them apart and revoke one without stopping
          the others.
        </Alert>
      )}
      {nodes.length > 0 && <TokenList tokens={nodes} />}
      {pageInfo.hasNextPage && showsNextPage && <TokenListPage after={pageInfo.endCursor} />}
      {pageInfo.hasNextPage && !showsNextPage && (
        <Center>
          <Button variant="default" onClick={() => setShowsNextPage(true)}>
            Load more
          </Button>
        </Center>
      )}
    </Stack>
  );
}

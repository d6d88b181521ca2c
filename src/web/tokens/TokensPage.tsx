import { Alert, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { useQuery } from "urql";
import { lazyDialog } from "../shell/lazyDialog.tsx";
import { PageTitle } from "../shell/PageTitle.tsx";
import { QueryFailure } from "../shell/QueryFailure.tsx";
import { TokensQuery } from "./documents.ts";
import { TokenList } from "./TokenList.tsx";

const CreateTokenDialog = lazyDialog(
  async () => (await import("./CreateTokenDialog.tsx")).CreateTokenDialog,
);

/** `/app/tokens`: the keys with which programs act for their owner. */
export function TokensPage() {
  const [{ data, error }, refetch] = useQuery({ query: TokensQuery, variables: {} });
  const [parameters, setParameters] = useSearchParams();
  const creating = parameters.has("new");
  const tokens = data?.viewer?.tokens.nodes;

  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>Tokens</PageTitle>
        <Button
          onClick={() => setParameters({ new: "" })}
          leftSection={<IconKey size={16} aria-hidden />}
        >
          New token
        </Button>
      </Group>
      <Text c="dimmed" maw={640}>
        A program sends its token in the header <code>Authorization: Bearer lnk7_…</code> and may
        then do for you what the token's scopes allow.
      </Text>
      {error && !data && (
        <QueryFailure error={error} onRetry={() => refetch({ requestPolicy: "network-only" })} />
      )}
      {!data && !error && <Skeleton h={160} aria-label="Loading" />}
      {tokens?.length === 0 && (
        <Alert icon={<IconKey aria-hidden />} title="No tokens yet">
          Make one for each program, so that you can tell them apart and revoke one without stopping
          the others.
        </Alert>
      )}
      {tokens && tokens.length > 0 && <TokenList tokens={tokens} />}
      {data?.viewer?.tokens.pageInfo.hasNextPage && (
        <Text c="dimmed">Only the newest 50 are shown. Revoke those that nobody needs.</Text>
      )}
      {creating && <CreateTokenDialog onClose={() => setParameters({}, { replace: true })} />}
    </Stack>
  );
}

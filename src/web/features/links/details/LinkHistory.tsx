import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { isolate } from "../../../lib/isolate.ts";
import { QueryError } from "../../../ui/QueryError.tsx";
import { Time } from "../../../ui/Time.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { LinkHistoryQuery } from "./documents.ts";
import styles from "./LinkHistory.module.css";
import { formatChange } from "./settingLabels.tsx";

const initialChangeCount = 5;
/** The service keeps this many changes. */
const maxChangeCount = 100;

/** Lists the changes of a link since its creation, newest first. */
export function LinkHistory({ link }: { link: LinkFragment }) {
  const [first, setFirst] = useState(initialChangeCount);
  const [{ data, error, fetching }, refetch] = useQuery({
    query: LinkHistoryQuery,
    variables: { id: link.id, first },
    requestPolicy: "cache-and-network",
  });
  const history = data?.link?.history;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="history-of-the-link">
      <Stack gap="sm">
        <Title order={2} size="h4" id="history-of-the-link">
          History
        </Title>
        {error && (
          <QueryError
            error={error}
            onRetry={() => refetch({ requestPolicy: "network-only" })}
            retrying={fetching}
          />
        )}
        <ol className={styles.list}>
          {history?.nodes.map(({ at, tokenName, settings }) => (
            <li key={`${at} ${settings.map(({ setting }) => setting)}`}>
              {settings.map((change) => (
                <Text key={change.setting} size="sm">
                  {formatChange(change)}
                </Text>
              ))}
              <Text size="xs" c="dimmed">
                <Time value={at} />,{" "}
                {tokenName === null ? "in a browser" : `by ${isolate(tokenName)}`}
              </Text>
            </li>
          ))}
          {history && !history.pageInfo.hasNextPage && history.nodes.length < maxChangeCount && (
            <li>
              <Text size="sm">Made</Text>
              <Text size="xs" c="dimmed">
                <Time value={link.createdAt} />
              </Text>
            </li>
          )}
        </ol>
        {history?.pageInfo.hasNextPage && first < maxChangeCount && (
          <Button
            variant="default"
            size="xs"
            style={{ alignSelf: "flex-start" }}
            onClick={() => setFirst(maxChangeCount)}
          >
            Show all changes
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

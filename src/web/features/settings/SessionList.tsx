import { Badge, Button, Divider, Group, Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "urql";
import { errorMessage } from "../../api/errors.ts";
import { QueryError } from "../../ui/QueryError.tsx";
import { Time } from "../../ui/Time.tsx";
import { EndSessions, SessionsQuery } from "./documents.ts";

/** Lists each signed-in browser with a button to end its session. */
export function SessionList() {
  const [{ data, error }, refetch] = useQuery({
    query: SessionsQuery,
    requestPolicy: "cache-and-network",
  });
  const [{ fetching }, endSessions] = useMutation(EndSessions);
  const sessions = data?.viewer?.sessions?.nodes;
  if (error && !data)
    return <QueryError error={error} onRetry={() => refetch({ requestPolicy: "network-only" })} />;
  if (!sessions) return <Skeleton h={80} aria-label="Loading" />;

  const end = async (input: { ids?: string[]; allOthers?: boolean }) => {
    const result = await endSessions({ input });
    if (result.error) notifications.show({ message: errorMessage(result.error), color: "red" });
    else notifications.show({ message: "Signed out there.", color: "teal" });
  };

  return (
    <Stack gap="sm">
      {sessions.map(({ id, browser, operatingSystem, startedAt, lastSeenAt, isCurrent }) => (
        <Stack key={id} gap="sm">
          <Group justify="space-between">
            <div>
              <Group gap="xs">
                <Text fw={600}>
                  {browser ?? "A program"}
                  {operatingSystem ? ` on ${operatingSystem}` : null}
                </Text>
                {isCurrent && <Badge variant="light">This one</Badge>}
              </Group>
              <Text size="sm" c="dimmed">
                Signed in <Time value={startedAt} />, last seen <Time value={lastSeenAt} />
              </Text>
            </div>
            {!isCurrent && (
              <Button
                variant="default"
                size="xs"
                loading={fetching}
                aria-label={`Sign out ${browser ?? "this program"}, signed in ${startedAt}`}
                onClick={() => end({ ids: [id] })}
              >
                Sign out
              </Button>
            )}
          </Group>
          <Divider />
        </Stack>
      ))}
      <Group>
        <Button
          variant="default"
          disabled={sessions.length < 2}
          loading={fetching}
          onClick={() => end({ allOthers: true })}
        >
          Sign out everywhere else
        </Button>
      </Group>
    </Stack>
  );
}

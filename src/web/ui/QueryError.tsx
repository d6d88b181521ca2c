import { Alert, Button, Stack, Text } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { IconAlertCircle } from "@tabler/icons-react";
import type { CombinedError } from "@urql/core";
import { useContext, useEffect, useEffectEvent, useRef } from "react";
import { errorMessage } from "../api/errors.ts";
import { SessionEndedContext } from "../hooks/sessionEnded.ts";

interface QueryErrorProps {
  error: CombinedError;
  /** Sends the query again, bypassing the cache. */
  onRetry: () => void;
  retrying?: boolean;
}

/**
 * Replaces data that could not be loaded: shows the cause and a retry button. Retries automatically
 * when the connection or the session is restored.
 */
export function QueryError({ error, onRetry, retrying = false }: QueryErrorProps) {
  const ended = useContext(SessionEndedContext);
  const wasEnded = useRef(ended);
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    if (wasEnded.current && !ended) retry();
    wasEnded.current = ended;
  }, [ended]);
  useWindowEvent("online", onRetry);
  return (
    <Alert role="alert" color="red" icon={<IconAlertCircle aria-hidden />}>
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{errorMessage(error)}</Text>
        <Button size="xs" variant="default" onClick={onRetry} loading={retrying}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}

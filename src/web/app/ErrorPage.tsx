import { Button, Code, Container, Group, Stack, Text } from "@mantine/core";
import { lastFailedRequestId } from "../api/lastError.ts";
import { PageTitle } from "../ui/PageTitle.tsx";

/**
 * Replaces a page that failed and links to other pages. The error itself is in the browser's
 * console.
 */
export function ErrorPage() {
  const requestId = lastFailedRequestId();
  return (
    <Container size="sm" py="xl">
      <Stack role="alert">
        <PageTitle>This page failed</PageTitle>
        <Text>
          Something went wrong while it was shown. Your links are safe. If you were offline, or a
          new version has just been put in place, loading it again helps.
        </Text>
        {requestId && (
          <Text>
            The last request that failed before has the id <Code>{requestId}</Code>. Those who run
            this service find it in their log.
          </Text>
        )}
        <Group>
          <Button onClick={() => window.location.reload()}>Load it again</Button>
          <Button component="a" href="/" variant="default">
            Home
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}

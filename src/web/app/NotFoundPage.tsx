import { Button, Container, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { PageTitle } from "../ui/PageTitle.tsx";

/** Shows that no page exists at this URL. */
export function NotFoundPage() {
  return (
    <Container size="sm" py="xl" px={0}>
      <Stack>
        <PageTitle>There is no such page</PageTitle>
        <Text>
          The address may be mistyped, or the page may have moved. A short link looks like this
          address without <code>/app</code>.
        </Text>
        <Group>
          <Button component={Link} to="/app/links">
            Your links
          </Button>
          <Button component={Link} to="/" variant="default">
            Home
          </Button>
          <Button component={Link} to="/app/developers" variant="default">
            For developers
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}

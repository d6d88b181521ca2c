import { Button, Container, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { PageTitle } from "../../../ui/PageTitle.tsx";

/**
 * Shows that the viewer has no link with this number. Links of other users are reported as missing
 * too.
 */
export function LinkNotFound() {
  return (
    <Container size="sm" py="xl" px={0}>
      <Stack>
        <PageTitle>There is no such link</PageTitle>
        <Text>
          None of your links has this number. It may have been deleted, the address may be mistyped,
          or it belongs to another account than the one you are signed in to.
        </Text>
        <Group>
          <Button component={Link} to="/app/links">
            Your links
          </Button>
          <Button component={Link} to="/" variant="default">
            Shorten a link
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}

import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { PageTitle } from "../../ui/PageTitle.tsx";
import { useSession } from "../session/viewer.ts";
import { Errors } from "./Errors.tsx";
import { Examples } from "./Examples.tsx";
import { GraphqlGuide } from "./GraphqlGuide.tsx";
import { QuickStart } from "./QuickStart.tsx";
import { Reference } from "./Reference.tsx";
import { Section } from "./Section.tsx";
import { TableOfContents } from "./TableOfContents.tsx";

/** `/app/developers`: documents the APIs. The examples use the base URL of this service. */
export function DevelopersPage() {
  const { viewer } = useSession();
  return (
    <Group align="stretch" justify="space-between" wrap="nowrap" gap="xl">
      <Stack gap="xl" maw={820} miw={0} flex="1">
        <Stack gap="sm">
          <PageTitle>For developers</PageTitle>
          <Text size="lg">
            Everything that people do here, programs can do too: by a small REST API, or by GraphQL,
            which these pages use themselves.
          </Text>
          <Group>
            <Button component="a" href="/graphql" variant="default">
              Open GraphiQL
            </Button>
            <Button component="a" href="/api/v1/docs" variant="default">
              Try the REST API
            </Button>
            <Button component="a" href="/api/v1/openapi.json" variant="default">
              OpenAPI document
            </Button>
          </Group>
        </Stack>

        <Section id="authentication">
          <Text>
            Each call carries an API token in the header{" "}
            <code>Authorization: Bearer lnk7_your_token_here</code>. There are two ways to get one:
            call <code>POST /api/v1/auth/login</code> with your email and password, or make one on
            your{" "}
            <Anchor component={Link} to="/app/tokens">
              Tokens page
            </Anchor>
            , where you choose what it may do and for how long.
          </Text>
          <Text>
            Tokens start with <code>lnk7_</code> and are shown once, when they are made. Keep them
            where you keep passwords. A token that may have been seen by others is revoked on the
            same page, at once.
          </Text>
          <Group>
            {viewer ? (
              <Button component={Link} to="/app/tokens?new">
                Make a token
              </Button>
            ) : (
              <Button component={Link} to="/app/register?next=/app/tokens">
                Create an account
              </Button>
            )}
          </Group>
        </Section>

        <QuickStart />
        <Examples />
        <Reference />
        <Errors />
        <GraphqlGuide />
      </Stack>
      <TableOfContents />
    </Group>
  );
}

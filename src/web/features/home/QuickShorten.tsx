import { Anchor, Button, Container, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { useMutation } from "urql";
import type { ResultOf } from "../../api/graphql.ts";
import { unwrapResult } from "../../api/mutationResult.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { PageTitle } from "../../ui/PageTitle.tsx";
import { addMissingScheme } from "../links/shared/addMissingScheme.ts";
import { CreateLink } from "../links/shared/documents.ts";
import { toDisplayUrl } from "../links/shared/toDisplayUrl.ts";
import { withoutScheme } from "../links/shared/withoutScheme.ts";

type ShortenedLink = Extract<
  ResultOf<typeof CreateLink>["createLink"],
  { __typename: "CreateLinkPayload" }
>["link"];

/** Creates a link with paste, Enter and copy. The focus moves to the control for the next key. */
export function QuickShorten() {
  const [{ fetching }, createLink] = useMutation(CreateLink);
  const [originalUrl, setOriginalUrl] = useState("");
  const [failure, setFailure] = useState<string>();
  const [created, setCreated] = useState<ShortenedLink>();
  const field = useRef<HTMLInputElement>(null);
  const copyButton = useRef<HTMLButtonElement>(null);

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setFailure(undefined);
    const { data, error } = await createLink({
      input: { originalUrl: addMissingScheme(originalUrl) },
    });
    const result = unwrapResult({ error, outcome: data?.createLink });
    if ("mutationError" in result) {
      setFailure(result.mutationError.message);
      field.current?.focus();
      return;
    }
    setCreated(result.payload.link);
    // If the user continued typing, the text and the focus are kept.
    if (field.current?.value !== originalUrl) return;
    setOriginalUrl("");
    setTimeout(() => copyButton.current?.focus());
  };

  return (
    <Container size="sm" py={{ base: "lg", sm: 64 }} px={0}>
      <Stack>
        <PageTitle>Shorten a link</PageTitle>
        <form onSubmit={submit} noValidate>
          <Group align="flex-start" gap="sm">
            <TextInput
              ref={field}
              flex="1 1 16rem"
              size="md"
              aria-label="Long URL"
              placeholder="https://example.com/a/long/address"
              inputMode="url"
              name="original-url"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              required
              autoFocus
              value={originalUrl}
              onChange={(event) => setOriginalUrl(event.currentTarget.value)}
              error={failure}
            />
            <Button type="submit" size="md" loading={fetching}>
              Shorten
            </Button>
          </Group>
        </form>
        {created && (
          <Paper withBorder p="md" role="status">
            <Group justify="space-between">
              <div>
                <Anchor href={created.shortUrl} fw={600} size="lg">
                  {withoutScheme(created.shortUrl)}
                </Anchor>
                <Text c="dimmed" size="sm" lineClamp={1}>
                  leads to <bdi>{toDisplayUrl(created.originalUrl)}</bdi>
                </Text>
              </div>
              <CopyButton ref={copyButton} value={created.shortUrl} label="The short link">
                Copy
              </CopyButton>
            </Group>
          </Paper>
        )}
        <Text>
          <Anchor component={Link} to="/app/links">
            All your links
          </Anchor>
        </Text>
      </Stack>
    </Container>
  );
}

import { Anchor, Button, Container, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { useMutation } from "urql";
import type { ResultOf } from "../graphql/graphql.ts";
import { settle } from "../graphql/outcome.ts";
import { completeUrl } from "../links/completeUrl.ts";
import { CreateLink } from "../links/documents.ts";
import { withoutScheme } from "../links/shortUrl.ts";
import { shownUrl } from "../links/shownUrl.ts";
import { CopyButton } from "../shell/CopyButton.tsx";
import { PageTitle } from "../shell/PageTitle.tsx";

type Created = Extract<
  ResultOf<typeof CreateLink>["createLink"],
  { __typename: "CreateLinkPayload" }
>["link"];

/** Paste, Enter, copy: the focus goes where the next key belongs. */
export function QuickShorten() {
  const [{ fetching }, createLink] = useMutation(CreateLink);
  const [originalUrl, setOriginalUrl] = useState("");
  const [failure, setFailure] = useState<string>();
  const [created, setCreated] = useState<Created>();
  const field = useRef<HTMLInputElement>(null);
  const copy = useRef<HTMLButtonElement>(null);

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setFailure(undefined);
    const { data, error } = await createLink({ input: { originalUrl: completeUrl(originalUrl) } });
    const settled = settle({ error, outcome: data?.createLink });
    if ("refusal" in settled) {
      setFailure(settled.refusal.message);
      field.current?.focus();
      return;
    }
    setCreated(settled.payload.link);
    // Whoever types on meanwhile keeps that, and the focus.
    if (field.current?.value !== originalUrl) return;
    setOriginalUrl("");
    setTimeout(() => copy.current?.focus());
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
                  leads to <bdi>{shownUrl(created.originalUrl)}</bdi>
                </Text>
              </div>
              <CopyButton ref={copy} value={created.shortUrl} what="The short link">
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

import { Anchor, Group, Stack, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link as RouterLink } from "react-router";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { PageTitle } from "../../../ui/PageTitle.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { toDisplayUrl } from "../shared/toDisplayUrl.ts";
import { withoutScheme } from "../shared/withoutScheme.ts";

/** Shows the short URL of the link and its destination. */
export function LinkHeader({ link }: { link: LinkFragment }) {
  const shortUrl = withoutScheme(link.shortUrl);
  return (
    <Stack gap="xs">
      <Anchor component={RouterLink} to="/app/links" size="sm">
        <Group gap={4} wrap="nowrap">
          <IconArrowLeft size={16} aria-hidden />
          All links
        </Group>
      </Anchor>
      <Group justify="space-between" gap="sm">
        <PageTitle>{link.title ?? shortUrl}</PageTitle>
        <CopyButton value={link.shortUrl} label="The short link">
          Copy the link
        </CopyButton>
      </Group>
      <Text c="dimmed" size="sm" lineClamp={3}>
        {link.title !== null && (
          <>
            <Anchor href={link.shortUrl} underline="always">
              {shortUrl}
            </Anchor>{" "}
          </>
        )}
        leads to <bdi>{toDisplayUrl(link.originalUrl)}</bdi>
      </Text>
    </Stack>
  );
}

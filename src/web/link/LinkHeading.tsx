import { Anchor, Group, Stack, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link as RouterLink } from "react-router";
import { withoutScheme } from "../links/shortUrl.ts";
import { shownUrl } from "../links/shownUrl.ts";
import { CopyButton } from "../shell/CopyButton.tsx";
import { PageTitle } from "../shell/PageTitle.tsx";
import type { Link } from "./documents.ts";

/** Which link this is, and where it leads. */
export function LinkHeading({ link }: { link: Link }) {
  const address = withoutScheme(link.shortUrl);
  return (
    <Stack gap="xs">
      <Anchor component={RouterLink} to="/app/links" size="sm">
        <Group gap={4} wrap="nowrap">
          <IconArrowLeft size={16} aria-hidden />
          All links
        </Group>
      </Anchor>
      <Group justify="space-between" gap="sm">
        <PageTitle>{link.title ?? address}</PageTitle>
        <CopyButton value={link.shortUrl} what="The short link">
          Copy the link
        </CopyButton>
      </Group>
      <Text c="dimmed" size="sm" lineClamp={3}>
        {link.title !== null && (
          <>
            <Anchor href={link.shortUrl} underline="always">
              {address}
            </Anchor>{" "}
          </>
        )}
        leads to <bdi>{shownUrl(link.originalUrl)}</bdi>
      </Text>
    </Stack>
  );
}

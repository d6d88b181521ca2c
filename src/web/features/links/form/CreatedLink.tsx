import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { toDisplayUrl } from "../shared/toDisplayUrl.ts";
import { withoutScheme } from "../shared/withoutScheme.ts";

interface CreatedLinkProps {
  link: LinkFragment;
  onAnother: () => void;
  onDone: () => void;
}

/** Shows a link that was just created. Focuses its copy button. */
export function CreatedLink({ link, onAnother, onDone }: CreatedLinkProps) {
  const copyButton = useRef<HTMLButtonElement>(null);
  useEffect(() => copyButton.current?.focus(), []);
  return (
    <Stack>
      <div role="status">
        <Anchor href={link.shortUrl} target="_blank" rel="noreferrer" fw={600} size="xl">
          {withoutScheme(link.shortUrl)}
        </Anchor>
        <Text c="dimmed" size="sm" lineClamp={2}>
          leads to <bdi>{toDisplayUrl(link.originalUrl)}</bdi>
        </Text>
      </div>
      <Group justify="space-between">
        <CopyButton ref={copyButton} value={link.shortUrl} label="The short link">
          Copy
        </CopyButton>
        <Group>
          <Button variant="default" onClick={onAnother}>
            Make another
          </Button>
          <Button variant="default" onClick={onDone}>
            Done
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

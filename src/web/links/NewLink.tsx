import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { CopyButton } from "../shell/CopyButton.tsx";
import type { OwnLink } from "./documents.ts";
import { withoutScheme } from "./shortUrl.ts";
import { shownUrl } from "./shownUrl.ts";

interface NewLinkProps {
  link: OwnLink;
  onAnother: () => void;
  onDone: () => void;
}

/** A link that was just made. The focus is on the button that copies it. */
export function NewLink({ link, onAnother, onDone }: NewLinkProps) {
  const copy = useRef<HTMLButtonElement>(null);
  useEffect(() => copy.current?.focus(), []);
  return (
    <Stack>
      <div role="status">
        <Anchor href={link.shortUrl} target="_blank" rel="noreferrer" fw={600} size="xl">
          {withoutScheme(link.shortUrl)}
        </Anchor>
        <Text c="dimmed" size="sm" lineClamp={2}>
          leads to <bdi>{shownUrl(link.originalUrl)}</bdi>
        </Text>
      </div>
      <Group justify="space-between">
        <CopyButton ref={copy} value={link.shortUrl} what="The short link">
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

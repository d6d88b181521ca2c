import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { CopyButton } from "../../ui/CopyButton.tsx";
import type { CreateTokenPayload } from "./CreateTokenForm.tsx";

interface CreatedTokenProps {
  created: CreateTokenPayload;
  onDone: () => void;
}

/** Shows the secret of a new token and a first call to try. */
export function CreatedToken({ created: { secret, token }, onDone }: CreatedTokenProps) {
  const call = token.scopes.includes("LINKS_WRITE")
    ? `curl -X POST ${window.location.origin}/api/v1/links \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: application/json" \\
  -d '{"original_url": "https://example.com/my-long-url"}'`
    : `curl ${window.location.origin}/api/v1/links \\
  -H "Authorization: Bearer ${secret}"`;

  const copyButton = useRef<HTMLButtonElement>(null);
  useEffect(() => copyButton.current?.focus(), []);

  return (
    <Stack>
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="Copy it now">
        This is the only time that the token is shown. Anyone who has it can act for you: keep it
        like a password.
      </Alert>
      <Code block aria-label="The token" style={{ whiteSpace: "pre-wrap" }}>
        {secret}
      </Code>
      <Group>
        <CopyButton ref={copyButton} value={secret} label="The token">
          Copy token
        </CopyButton>
      </Group>
      <Text fw={600}>Try it</Text>
      <Code block style={{ whiteSpace: "pre-wrap" }}>
        {call}
      </Code>
      <Group justify="space-between">
        <CopyButton value={call} label="The command">
          Copy command
        </CopyButton>
        <Button onClick={onDone}>I have kept it</Button>
      </Group>
    </Stack>
  );
}

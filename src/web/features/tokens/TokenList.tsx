import { Badge, Button, Card, Code, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { formatNumber } from "../../lib/format.ts";
import { isolate } from "../../lib/isolate.ts";
import { lazyDialog } from "../../lib/lazyDialog.tsx";
import { Time } from "../../ui/Time.tsx";
import type { Token } from "./documents.ts";
import { scopeName } from "./scopes.ts";

const RevokeTokenDialog = lazyDialog(
  async () => (await import("./RevokeTokenDialog.tsx")).RevokeTokenDialog,
);

/** Lists all details of each token except its secret, which is not stored anywhere. */
export function TokenList({ tokens }: { tokens: readonly Token[] }) {
  const [revoking, setRevoking] = useState<Token>();
  return (
    <>
      <Stack component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Tokens">
        {tokens.map((token) => (
          <Card key={token.id} component="li" withBorder>
            <Group justify="space-between" align="flex-start">
              <Stack gap={6} flex="1 1 16rem">
                <Group gap="sm">
                  <Text fw={600}>
                    <bdi>{token.name}</bdi>
                  </Text>
                  <Code>{token.prefix}…</Code>
                </Group>
                <Group gap={6}>
                  {token.scopes.map((scope) => (
                    <Badge key={scope} variant="default" tt="none" fw={500}>
                      {scopeName(scope)}
                    </Badge>
                  ))}
                </Group>
                <Text size="sm" c="dimmed">
                  Made <Time value={token.createdAt} /> ·{" "}
                  {token.lastUsedAt ? (
                    <>
                      last used <Time value={token.lastUsedAt} />
                    </>
                  ) : (
                    "never used"
                  )}{" "}
                  ·{" "}
                  {token.expiresAt ? (
                    <>
                      expires <Time value={token.expiresAt} />
                    </>
                  ) : (
                    "never expires"
                  )}{" "}
                  {token.linkCount !== null &&
                    ` · made ${formatNumber(token.linkCount)} ${token.linkCount === 1 ? "link" : "links"}`}
                </Text>
              </Stack>
              <Button
                variant="default"
                aria-label={`Revoke ${isolate(token.name)}`}
                onClick={() => setRevoking(token)}
              >
                Revoke
              </Button>
            </Group>
          </Card>
        ))}
      </Stack>
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

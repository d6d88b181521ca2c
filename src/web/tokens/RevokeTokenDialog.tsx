import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { settle } from "../graphql/outcome.ts";
import { Dialog } from "../shell/Dialog.tsx";
import { FormFailure } from "../shell/FormFailure.tsx";
import { isolate } from "../shell/isolate.ts";
import { QueryFailure } from "../shell/QueryFailure.tsx";
import { DerivedTokens } from "./DerivedTokens.tsx";
import { DerivedTokens as DerivedTokensQuery, RevokeToken, type Token } from "./documents.ts";

interface RevokeTokenDialogProps {
  token: Token;
  onClose: () => void;
}

/** Asks once more: a revoked token cannot be brought back. */
export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const [{ fetching }, revokeToken] = useMutation(RevokeToken);
  const [failure, setFailure] = useState<string>();
  const [isDerivedIncluded, setIsDerivedIncluded] = useState(true);
  const [{ data, error: queryError, fetching: isListing }, listAgain] = useQuery({
    query: DerivedTokensQuery,
    variables: { id: token.id },
    // Programs create tokens too.
    requestPolicy: "network-only",
  });
  const derived = data?.node && "derivedTokens" in data.node ? data.node.derivedTokens : undefined;
  const hasDerived = derived !== undefined && derived.nodes.length > 0;

  const revoke = async () => {
    setFailure(undefined);
    const includeDerived = hasDerived && isDerivedIncluded;
    const input = { tokenId: token.tokenId, includeDerived };
    const { data: outcome, error } = await revokeToken({ input });
    const settled = settle({ error, outcome: outcome?.revokeToken });
    if ("refusal" in settled) return setFailure(settled.refusal.message);
    const others = settled.payload.derivedTokenIds.length;
    const more = others > 0 ? `, and ${others} created with it` : "";
    notifications.show({ message: `${isolate(token.name)} was revoked${more}.` });
    onClose();
  };

  return (
    <Dialog onClose={onClose} title={`Revoke ${isolate(token.name)}?`}>
      <Stack>
        <FormFailure message={failure} />
        <Text>
          Whatever uses this token is refused from now on, and cannot be let in again with it. Links
          that it made stay.
        </Text>
        {queryError && (
          <QueryFailure
            error={queryError}
            onRetry={() => listAgain({ requestPolicy: "network-only" })}
            retrying={isListing}
          />
        )}
        {hasDerived && (
          <DerivedTokens
            tokens={derived}
            isIncluded={isDerivedIncluded}
            onChange={setIsDerivedIncluded}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red.9" onClick={revoke} loading={fetching} disabled={isListing}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

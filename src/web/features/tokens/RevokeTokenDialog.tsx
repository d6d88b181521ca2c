import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { unwrapResult } from "../../api/mutationResult.ts";
import { isolate } from "../../lib/isolate.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { FormError } from "../../ui/FormError.tsx";
import { QueryError } from "../../ui/QueryError.tsx";
import { DerivedTokens } from "./DerivedTokens.tsx";
import { DerivedTokensQuery, RevokeToken, type Token } from "./documents.ts";

interface RevokeTokenDialogProps {
  token: Token;
  onClose: () => void;
}

/** Asks for confirmation, because a revoked token cannot be restored. */
export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const [{ fetching }, revokeToken] = useMutation(RevokeToken);
  const [failure, setFailure] = useState<string>();
  const [isDerivedIncluded, setIsDerivedIncluded] = useState(true);
  const [{ data, error: queryError, fetching: isListing }, refetch] = useQuery({
    query: DerivedTokensQuery,
    variables: { id: token.id },
    // API clients create tokens too.
    requestPolicy: "network-only",
  });
  const derived = data?.node && "derivedTokens" in data.node ? data.node.derivedTokens : undefined;
  const hasDerived = derived != null && derived.nodes.length > 0;

  const revoke = async () => {
    setFailure(undefined);
    const includeDerived = hasDerived && isDerivedIncluded;
    const input = { by: { id: token.id }, includeDerived };
    const { data: outcome, error } = await revokeToken({ input });
    const result = unwrapResult({ error, outcome: outcome?.revokeToken });
    if ("mutationError" in result) return setFailure(result.mutationError.message);
    const others = result.payload.revokedDerivedTokenIds.length;
    const more = others > 0 ? `, and ${others} created with it` : "";
    notifications.show({ message: `${isolate(token.name)} was revoked${more}.` });
    onClose();
  };

  return (
    <Dialog onClose={onClose} title={`Revoke ${isolate(token.name)}?`}>
      <Stack>
        <FormError message={failure} />
        <Text>
          Requests with this token will be rejected. This cannot be undone. Links created with it
          are kept.
        </Text>
        {queryError && (
          <QueryError
            error={queryError}
            onRetry={() => refetch({ requestPolicy: "network-only" })}
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

import { Checkbox, Code, List, ScrollArea, Stack, Text } from "@mantine/core";
import type { ResultOf } from "../../api/graphql.ts";
import type { DerivedTokensQuery } from "./documents.ts";

export type DerivedTokenPage = NonNullable<
  Extract<ResultOf<typeof DerivedTokensQuery>["node"], { __typename?: "ApiToken" }>["derivedTokens"]
>;

interface DerivedTokensProps {
  tokens: DerivedTokenPage;
  isIncluded: boolean;
  onChange: (isIncluded: boolean) => void;
}

/** Lists the tokens that were created with another token and offers to revoke them. */
export function DerivedTokens({ tokens, isIncluded, onChange }: DerivedTokensProps) {
  const { nodes, pageInfo } = tokens;
  return (
    <Stack gap="xs">
      <Checkbox
        checked={isIncluded}
        onChange={(event) => onChange(event.currentTarget.checked)}
        label="Also revoke the tokens created with it"
        description="Otherwise they continue to work."
      />
      <ScrollArea.Autosize
        mah={200}
        viewportProps={{ tabIndex: 0, "aria-label": "List of tokens" }}
      >
        <List size="sm" aria-label="Tokens created with it">
          {nodes.map(({ id, name, prefix }) => (
            <List.Item key={id}>
              <bdi>{name}</bdi> <Code>{prefix}…</Code>
            </List.Item>
          ))}
        </List>
      </ScrollArea.Autosize>
      {pageInfo.hasNextPage && <Text size="sm">And more.</Text>}
    </Stack>
  );
}

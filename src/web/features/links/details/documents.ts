import { graphql, type ResultOf } from "../../../api/graphql.ts";
import { ChangeFields, LinkFields } from "../shared/documents.ts";

export const LinkQuery = graphql(
  `
    query Link($databaseId: SafeInt!) {
      link(by: { databaseId: $databaseId }) {
        ...LinkFields
      }
    }
  `,
  [LinkFields],
);

export const LinkHistoryQuery = graphql(
  `
    query LinkHistory($id: ID!, $first: Int!) {
      link(by: { id: $id }) {
        id
        history(first: $first) {
          nodes {
            ...ChangeFields
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  `,
  [ChangeFields],
);

type History = NonNullable<NonNullable<ResultOf<typeof LinkHistoryQuery>["link"]>["history"]>;
export type SettingChange = History["nodes"][number]["settings"][number];

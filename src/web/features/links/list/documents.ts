import { graphql } from "../../../api/graphql.ts";
import { LinkFields } from "../shared/documents.ts";

export const LinksQuery = graphql(
  `
    query Links($filter: LinkFilter, $orderBy: LinkOrder, $first: Int!, $after: String) {
      viewer {
        id
        links(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
          nodes {
            ...LinkFields
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [LinkFields],
);

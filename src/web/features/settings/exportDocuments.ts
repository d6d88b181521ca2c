import { graphql } from "../../api/graphql.ts";
import { BucketFields, ChangeFields, ClickFields, LinkFields } from "../links/shared/documents.ts";
import { SessionFields } from "./documents.ts";

export const AccountExportQuery = graphql(
  `
    query AccountExport($from: DateTime!) {
      viewer {
        id
        email
        createdAt
        sessions(first: 100) {
          nodes {
            ...SessionFields
            expiresAt
          }
        }
        stats(from: $from, interval: MONTH) {
          clicks
          visitors
          bots
          series {
            ...BucketFields
          }
        }
      }
    }
  `,
  [BucketFields, SessionFields],
);

/** Fetches as many links at once as the service's limits allow with all their data. */
export const LinksExportQuery = graphql(
  `
    query LinksExport($after: String, $from: DateTime!) {
      viewer {
        id
        links(first: 10, after: $after) {
          nodes {
            ...LinkFields
            stats(from: $from, interval: MONTH) {
              series {
                ...BucketFields
              }
            }
            clicks(first: 20) {
              nodes {
                ...ClickFields
              }
            }
            history(first: 20) {
              nodes {
                ...ChangeFields
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [BucketFields, ChangeFields, ClickFields, LinkFields],
);

import { graphql, type ResultOf } from "../../../api/graphql.ts";
import { BucketFields, ClickFields } from "../shared/documents.ts";

const BreakdownFields = graphql(`
  fragment BreakdownFields on StatsBreakdown {
    values {
      value
      clicks
      share
    }
    other {
      clicks
      share
    }
  }
`);

export const LinkStatisticsQuery = graphql(
  `
    query LinkStatistics(
      $id: ID!
      $from: DateTime!
      $to: DateTime
      $interval: StatsInterval!
      $timeZone: String!
      $latest: Int!
    ) {
      link(by: { id: $id }) {
        id
        clickCount
        lastClickedAt
        status
        stats(from: $from, to: $to, interval: $interval, timeZone: $timeZone) {
          clicks
          visitors
          bots
          series {
            ...BucketFields
          }
          referrers: breakdown(dimension: REFERRER) {
            ...BreakdownFields
          }
          countries: breakdown(dimension: COUNTRY) {
            ...BreakdownFields
          }
          browsers: breakdown(dimension: BROWSER) {
            ...BreakdownFields
          }
          systems: breakdown(dimension: OPERATING_SYSTEM) {
            ...BreakdownFields
          }
          devices: breakdown(dimension: DEVICE) {
            ...BreakdownFields
          }
        }
        clicks(first: $latest) {
          nodes {
            ...ClickFields
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  `,
  [BucketFields, ClickFields, BreakdownFields],
);

type QueriedLink = NonNullable<ResultOf<typeof LinkStatisticsQuery>["link"]>;
export type Statistics = NonNullable<QueriedLink["stats"]>;
export type Bucket = Statistics["series"][number];
export type Breakdown = NonNullable<Statistics["referrers"]>;
export type Clicks = NonNullable<QueriedLink["clicks"]>;
export type LinkWithStatistics = QueriedLink & { stats: Statistics; clicks: Clicks };

/** Returns whether no part is missing. Results with errors are not cached, so none should be. */
export function isComplete(link: QueriedLink): link is LinkWithStatistics {
  return link.stats !== null && link.clicks !== null;
}

export const LinkClicked = graphql(`
  subscription LinkClicked($linkId: ID) {
    linkClicked(linkId: $linkId) {
      clicks
      link {
        id
        clickCount
        lastClickedAt
        status
      }
    }
  }
`);

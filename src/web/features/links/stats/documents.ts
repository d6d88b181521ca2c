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

export type LinkWithStatistics = NonNullable<ResultOf<typeof LinkStatisticsQuery>["link"]>;
export type Statistics = LinkWithStatistics["stats"];
export type Bucket = Statistics["series"][number];
export type Breakdown = Statistics["referrers"];
export type Clicks = LinkWithStatistics["clicks"];

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

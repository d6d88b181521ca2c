import { graphql, type ResultOf } from "../../../api/graphql.ts";
import { LinkFields } from "../shared/documents.ts";

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

export type Link = NonNullable<ResultOf<typeof LinkQuery>["link"]>;

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

export const BucketFields = graphql(`
  fragment BucketFields on StatsBucket {
    start
    clicks
    visitors
    bots
  }
`);

export const ClickFields = graphql(`
  fragment ClickFields on Click {
    at
    isBot
    referrerHost
    country
    browser
    operatingSystem
    device
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

export const ChangeFields = graphql(`
  fragment ChangeFields on LinkChange {
    at
    tokenName
    settings {
      setting
      before
      after
    }
  }
`);

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

type History = NonNullable<ResultOf<typeof LinkHistoryQuery>["link"]>["history"];
export type SettingChange = History["nodes"][number]["settings"][number];

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

import { graphql } from "../graphql/graphql.ts";

export const AccountExport = graphql(`
  query AccountExport($from: DateTime!) {
    viewer {
      id
      email
      createdAt
      sessions(first: 100) {
        nodes {
          browser
          operatingSystem
          startedAt
          lastSeenAt
          expiresAt
          isCurrent
        }
      }
      stats(from: $from, interval: MONTH) {
        clicks
        visitors
        bots
        series {
          start
          clicks
          visitors
          bots
        }
      }
    }
  }
`);

/** As many links at once as the service's limits allow with all that belongs to them. */
export const LinksExport = graphql(`
  query LinksExport($after: String, $from: DateTime!) {
    viewer {
      id
      links(first: 10, after: $after) {
        nodes {
          databaseId
          shortCode
          shortUrl
          originalUrl
          title
          isActive
          redirectType
          expiresAt
          maxClicks
          hasPassword
          clickCount
          lastClickedAt
          createdAt
          updatedAt
          stats(from: $from, interval: MONTH) {
            series {
              start
              clicks
              visitors
              bots
            }
          }
          clicks(first: 20) {
            nodes {
              at
              isBot
              referrerHost
              country
              browser
              operatingSystem
              device
            }
          }
          history(first: 20) {
            nodes {
              at
              tokenName
              settings {
                setting
                before
                after
              }
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
`);

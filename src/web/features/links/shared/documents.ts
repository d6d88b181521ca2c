import { type FragmentOf, graphql } from "../../../api/graphql.ts";

export const LinkFields = graphql(`
  fragment LinkFields on Link {
    id
    databaseId
    shortCode
    shortUrl
    originalUrl
    title
    note
    isActive
    status
    redirectType
    expiresAt
    maxClicks
    hasPassword
    clickCount
    lastClickedAt
    createdAt
    updatedAt
  }
`);

/** A link of the viewer with all its settings. */
export type LinkFragment = FragmentOf<typeof LinkFields>;

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
    id
    at
    isBot
    referrerHost
    country
    browser
    operatingSystem
    device
  }
`);

export const ChangeFields = graphql(`
  fragment ChangeFields on LinkChange {
    id
    at
    tokenName
    settings {
      setting
      before
      after
    }
  }
`);

export const QrCodeQuery = graphql(`
  query QrCode($id: ID!) {
    link(by: { id: $id }) {
      id
      qrCode
    }
  }
`);

export const CreateLink = graphql(
  `
    mutation CreateLink($input: CreateLinkInput!) {
      createLink(input: $input) {
        __typename
        ... on CreateLinkPayload {
          link {
            ...LinkFields
          }
        }
        ... on UserError {
          message
          field
        }
      }
    }
  `,
  [LinkFields],
);

export const UpdateLink = graphql(
  `
    mutation UpdateLink($input: UpdateLinkInput!) {
      updateLink(input: $input) {
        __typename
        ... on UpdateLinkPayload {
          link {
            ...LinkFields
          }
        }
        ... on UserError {
          message
          field
        }
      }
    }
  `,
  [LinkFields],
);

export const DeleteLink = graphql(`
  mutation DeleteLink($input: DeleteLinkInput!) {
    deleteLink(input: $input) {
      __typename
      ... on DeleteLinkPayload {
        deletedLinkId
      }
      ... on UserError {
        message
        field
      }
    }
  }
`);

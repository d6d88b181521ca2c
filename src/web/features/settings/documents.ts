import { graphql } from "../../api/graphql.ts";

export const SessionFields = graphql(`
  fragment SessionFields on Session {
    id
    browser
    operatingSystem
    startedAt
    lastSeenAt
    isCurrent
  }
`);

export const SessionsQuery = graphql(
  `
    query Sessions {
      viewer {
        id
        sessions(first: 100) {
          nodes {
            ...SessionFields
          }
        }
      }
    }
  `,
  [SessionFields],
);

export const EndSessions = graphql(`
  mutation EndSessions($input: EndSessionsInput!) {
    endSessions(input: $input) {
      __typename
      ... on EndSessionsPayload {
        endedSessionIds
      }
    }
  }
`);

export const ChangePassword = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      __typename
      ... on ChangePasswordPayload {
        user {
          id
        }
      }
      ... on UserError {
        message
        field
      }
    }
  }
`);

export const DeleteAccount = graphql(`
  mutation DeleteAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      __typename
      ... on DeleteAccountPayload {
        email
      }
      ... on UserError {
        message
        field
      }
    }
  }
`);

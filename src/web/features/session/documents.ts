import { graphql } from "../../api/graphql.ts";
import { ViewerFields } from "./viewer.ts";

export const StartSession = graphql(
  `
    mutation StartSession($input: StartSessionInput!) {
      startSession(input: $input) {
        __typename
        ... on StartSessionPayload {
          user {
            ...ViewerFields
          }
        }
        ... on UserError {
          message
          field
        }
      }
    }
  `,
  [ViewerFields],
);

export const Logout = graphql(`
  mutation Logout {
    logout {
      __typename
    }
  }
`);

export const Register = graphql(
  `
    mutation Register($input: RegisterInput!) {
      register(input: $input) {
        __typename
        ... on RegisterPayload {
          user {
            ...ViewerFields
          }
        }
        ... on UserError {
          message
          field
        }
      }
    }
  `,
  [ViewerFields],
);

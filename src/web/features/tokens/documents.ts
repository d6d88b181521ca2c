import { type FragmentOf, graphql } from "../../api/graphql.ts";

export const TokenFields = graphql(`
  fragment TokenFields on ApiToken {
    id
    tokenId
    name
    prefix
    scopes
    createdByTokenId
    createdAt
    lastUsedAt
    linkCount
    expiresAt
  }
`);

export type Token = FragmentOf<typeof TokenFields>;

export const TokensQuery = graphql(
  `
    query Tokens($after: String) {
      viewer {
        id
        tokens(first: 50, after: $after) {
          nodes {
            ...TokenFields
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [TokenFields],
);

export const CreateToken = graphql(
  `
    mutation CreateToken($input: CreateTokenInput!) {
      createToken(input: $input) {
        __typename
        ... on CreateTokenPayload {
          secret
          token {
            ...TokenFields
          }
        }
        ... on UserError {
          message
          field
        }
      }
    }
  `,
  [TokenFields],
);

export const DerivedTokensQuery = graphql(`
  query DerivedTokens($id: ID!) {
    node(id: $id) {
      id
      ... on ApiToken {
        derivedTokens(first: 100) {
          nodes {
            id
            tokenId
            name
            prefix
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
`);

export const RevokeToken = graphql(`
  mutation RevokeToken($input: RevokeTokenInput!) {
    revokeToken(input: $input) {
      __typename
      ... on RevokeTokenPayload {
        revokedTokenId
        revokedDerivedTokenIds
      }
      ... on UserError {
        message
        field
      }
    }
  }
`);

import { graphql } from "./server/graphql.ts";

export const RestLinkFragment = graphql(`
  fragment LinkFields on Link @_unmask {
    databaseId shortCode shortUrl originalUrl title isActive status redirectType expiresAt
    maxClicks hasPassword clickCount lastClickedAt createdAt updatedAt
  }
`);

const UserErrorFields = graphql(`
  fragment UserErrorFields on UserError @_unmask { code message }
`);

export const RegisterDocument = graphql(
  `
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      __typename
      ... on RegisterPayload { user { databaseId email createdAt } }
      ...UserErrorFields
    }
  }
`,
  [UserErrorFields],
);

export const LoginDocument = graphql(
  `
  mutation Login($input: LoginInput!) {
    login(input: $input) {
      __typename
      ... on LoginPayload {
        secret
        token { tokenId name scopes createdAt expiresAt }
        user { databaseId email }
      }
      ...UserErrorFields
    }
  }
`,
  [UserErrorFields],
);

export const ListTokensDocument = graphql(`
  query ListTokens($after: String) {
    viewer {
      tokens(first: 100, after: $after) {
        nodes { tokenId name prefix scopes createdByTokenId createdAt lastUsedAt expiresAt }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const RevokeTokenDocument = graphql(
  `
  mutation RevokeToken($input: RevokeTokenInput!) {
    revokeToken(input: $input) {
      __typename
      ... on RevokeTokenPayload { tokenId }
      ...UserErrorFields
    }
  }
`,
  [UserErrorFields],
);

export const ListLinksDocument = graphql(
  `
  query ListLinks($page: Int!, $perPage: Int!) {
    viewer {
      linkPage(page: $page, perPage: $perPage) {
        links { ...LinkFields }
        page perPage hasNext
      }
    }
  }
`,
  [RestLinkFragment],
);

export const GetLinkDocument = graphql(
  `
  query GetLink($id: SafeInt!) {
    link(by: { databaseId: $id }) { ...LinkFields }
  }
`,
  [RestLinkFragment],
);

export const CreateLinkDocument = graphql(
  `
  mutation CreateLink($input: CreateLinkInput!) {
    createLink(input: $input) {
      __typename
      ... on CreateLinkPayload { link { ...LinkFields } }
      ...UserErrorFields
    }
  }
`,
  [RestLinkFragment, UserErrorFields],
);

export const UpdateLinkDocument = graphql(
  `
  mutation UpdateLink($input: UpdateLinkInput!) {
    updateLink(input: $input) {
      __typename
      ... on UpdateLinkPayload { link { ...LinkFields } }
      ...UserErrorFields
    }
  }
`,
  [RestLinkFragment, UserErrorFields],
);

export const DeleteLinkDocument = graphql(
  `
  mutation DeleteLink($input: DeleteLinkInput!) {
    deleteLink(input: $input) {
      __typename
      ... on DeleteLinkPayload { databaseId }
      ...UserErrorFields
    }
  }
`,
  [UserErrorFields],
);

/** All documents. They are validated when the service starts. */
export const documents = [
  RegisterDocument,
  LoginDocument,
  ListTokensDocument,
  RevokeTokenDocument,
  ListLinksDocument,
  GetLinkDocument,
  CreateLinkDocument,
  UpdateLinkDocument,
  DeleteLinkDocument,
];

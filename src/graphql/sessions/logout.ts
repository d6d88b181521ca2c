import { type EndedCredential, logout } from "../../core/auth/logout.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";

const LogoutPayload = builder.objectRef<EndedCredential>("LogoutPayload").implement({
  description:
    "Returned when the caller is signed out. Both fields are null if it was not signed in.",
  fields: (t) => ({
    endedSessionId: t.globalID({
      nullable: true,
      description: "The global ID of the ended session, for caches.",
      resolve: ({ sessionId }) => (sessionId === null ? null : { id: sessionId, type: "Session" }),
    }),
    revokedTokenId: t.globalID({
      nullable: true,
      description: "The global ID of the revoked API token, for caches.",
      resolve: ({ tokenId }) => (tokenId === null ? null : { id: tokenId, type: "ApiToken" }),
    }),
  }),
});

builder.mutationField("logout", (t) =>
  t.field({
    type: builder.unionType("LogoutResult", {
      description: "The payload of `logout`, which has no user errors.",
      types: [LogoutPayload],
      resolveType: () => LogoutPayload,
    }),
    nullable: true,
    complexity: prices.endSessions,
    description:
      "Ends the session of the request and clears its cookie, or revokes the API token of the request. Requires no scope.",
    resolve: async (_root, _arguments, { actor, setSessionCookie }) => {
      const ended = await logout(actor);
      if (actor.kind !== "token") setSessionCookie(null);
      return ended;
    },
  }),
);

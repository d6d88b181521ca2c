import type { PageRoute } from "../../lib/pageRoute.ts";

export const tokensRoutes: PageRoute[] = [
  {
    path: "/app/tokens",
    requiresSession: true,
    navigationLabel: "Tokens",
    load: async () => (await import("./TokensPage.tsx")).TokensPage,
  },
];

import type { PageRoute } from "../../lib/pageRoute.ts";

export const developersRoutes: PageRoute[] = [
  {
    path: "/app/developers",
    requiresSession: false,
    navigationLabel: "Developers",
    load: async () => (await import("./DevelopersPage.tsx")).DevelopersPage,
  },
];

import type { PageRoute } from "../../lib/pageRoute.ts";

export const homeRoutes: PageRoute[] = [
  {
    path: "/",
    requiresSession: false,
    load: async () => (await import("./HomePage.tsx")).HomePage,
  },
];

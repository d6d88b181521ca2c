import type { PageRoute } from "../../lib/pageRoute.ts";

export const sessionRoutes: PageRoute[] = [
  {
    path: "/app/login",
    requiresSession: false,
    load: async () => (await import("./LoginPage.tsx")).LoginPage,
  },
  {
    path: "/app/register",
    requiresSession: false,
    load: async () => (await import("./RegisterPage.tsx")).RegisterPage,
  },
];

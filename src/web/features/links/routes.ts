import type { PageRoute } from "../../lib/pageRoute.ts";

export const linksRoutes: PageRoute[] = [
  {
    path: "/app/links",
    requiresSession: true,
    navigationLabel: "Links",
    load: async () => (await import("./list/LinksPage.tsx")).LinksPage,
  },
  {
    path: "/app/links/:id",
    requiresSession: true,
    load: async () => (await import("./details/LinkPage.tsx")).LinkPage,
  },
];

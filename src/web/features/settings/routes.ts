import type { PageRoute } from "../../lib/pageRoute.ts";

export const settingsRoutes: PageRoute[] = [
  {
    path: "/app/settings",
    requiresSession: true,
    navigationLabel: "Settings",
    load: async () => (await import("./SettingsPage.tsx")).SettingsPage,
  },
];

import { developersRoutes } from "../features/developers/routes.ts";
import { homeRoutes } from "../features/home/routes.ts";
import { linksRoutes } from "../features/links/routes.ts";
import { sessionRoutes } from "../features/session/routes.ts";
import { settingsRoutes } from "../features/settings/routes.ts";
import { tokensRoutes } from "../features/tokens/routes.ts";
import type { PageRoute } from "../lib/pageRoute.ts";

/** The pages of all features, in the order of the navigation. */
export const pages: PageRoute[] = [
  ...homeRoutes,
  ...sessionRoutes,
  ...linksRoutes,
  ...tokensRoutes,
  ...settingsRoutes,
  ...developersRoutes,
];

import { accountRoutes } from "./accounts/routes.ts";
import { linkRoutes } from "./links/routes.ts";
import { tokenRoutes } from "./tokens/routes.ts";

/** All routes of version 1. The OpenAPI document describes exactly these. */
export const routes = [...accountRoutes, ...tokenRoutes, ...linkRoutes] as const;

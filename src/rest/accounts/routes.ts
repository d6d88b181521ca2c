import { register } from "./register.ts";

export const accountRoutes = [register] as const;

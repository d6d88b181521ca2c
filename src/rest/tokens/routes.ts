import { listTokens } from "./listTokens.ts";
import { login } from "./login.ts";
import { revokeToken } from "./revokeToken.ts";

export const tokenRoutes = [login, listTokens, revokeToken] as const;

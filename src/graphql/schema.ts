import "./types/scalars.ts";
import "./types/errors.ts";
import "./types/TokenScope.ts";
import "./types/ApiToken.ts";
import "./types/LinkBy.ts";
import "./types/Link.ts";
import "./types/User.ts";
import "./types/Click.ts";
import "./types/Stats.ts";
import "./mutations/register.ts";
import "./mutations/login.ts";
import "./mutations/startSession.ts";
import "./mutations/endSession.ts";
import "./mutations/changePassword.ts";
import "./mutations/createToken.ts";
import "./mutations/revokeToken.ts";
import "./mutations/createLink.ts";
import "./mutations/updateLink.ts";
import "./mutations/deleteLink.ts";
import "./subscriptions/linkClicked.ts";
import { builder } from "./builder.ts";

/** The whole schema. Building it needs neither settings nor a database. */
export const schema = builder.toSchema({ sortSchema: true });

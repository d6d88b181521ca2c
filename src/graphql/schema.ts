import "./schema/scalars.ts";
import "./schema/errors.ts";
import "./accounts/schema.ts";
import "./sessions/schema.ts";
import "./tokens/schema.ts";
import "./schema/totalCount.ts";
import "./links/schema.ts";
import "./clicks/schema.ts";
import "./stats/schema.ts";
import "./rateLimits/schema.ts";
import { builder } from "./schema/builder.ts";

/** The whole schema. Building it needs neither settings nor a database. */
export const schema = builder.toSchema({ sortSchema: true });

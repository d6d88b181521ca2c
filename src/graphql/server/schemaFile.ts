import { printSchema } from "graphql";
import { staticFile } from "../../http/staticFile.ts";
import { schema } from "../schema.ts";

/** Serves the schema in its own language, for code generators and editors. */
export const schemaFile = staticFile("text/plain; charset=utf-8", async () => printSchema(schema));

/**
 * Writes the current API schemas to test/compatibility/released, with which later versions are
 * compared. Run it for each release and after an intended breaking change, which CHANGELOG.md must
 * list.
 */
import { copyFileSync, writeFileSync } from "node:fs";
import { createRoutes } from "../src/rest/api.ts";
import { openApiDocument } from "../src/rest/server/openapiDocument.ts";

const folder = "test/compatibility/released";
copyFileSync("schema.graphql", `${folder}/schema.graphql`);
const document = openApiDocument(createRoutes(), new URL("http://lnk7.test"));
writeFileSync(`${folder}/openapi.json`, `${JSON.stringify(document, null, 2)}\n`);

/**
 * Writes what the APIs answer now to test/compatibility/released, which later versions are compared
 * with. Run it with each release, and when a breaking change is intended, which CHANGELOG.md names then.
 */
import { copyFileSync, writeFileSync } from "node:fs";
import { createRoutes } from "../src/rest/api.ts";
import { openApiDocument } from "../src/rest/openapiDocument.ts";

const folder = "test/compatibility/released";
copyFileSync("schema.graphql", `${folder}/schema.graphql`);
const document = openApiDocument(createRoutes(), new URL("http://lnk7.test"));
writeFileSync(`${folder}/openapi.json`, `${JSON.stringify(document, null, 2)}\n`);

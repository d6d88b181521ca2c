/** Writes the committed files that follow from the schema. */
import { writeFileSync } from "node:fs";
import { derivedFiles } from "./derivedFiles.ts";

for (const [path, content] of Object.entries(derivedFiles())) writeFileSync(path, content);

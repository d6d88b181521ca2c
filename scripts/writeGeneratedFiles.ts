/** Writes the committed files generated from the schema. */
import { writeFileSync } from "node:fs";
import { generatedFiles } from "./generatedFiles.ts";

for (const [path, content] of Object.entries(generatedFiles())) writeFileSync(path, content);

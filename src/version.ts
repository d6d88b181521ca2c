import { readFileSync } from "node:fs";

const description = new URL("../package.json", import.meta.url);

/** The version of this program, such as 1.2.3. */
export const version: string = JSON.parse(readFileSync(description, "utf8")).version;

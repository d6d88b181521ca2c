import { sections } from "../src/config/config.ts";
import { rateLimits } from "../src/config/rateLimits.ts";
import { describeSection } from "../src/config/section.ts";
import { withGeneratedPart } from "./generatedPart.ts";

type AnySection = (typeof sections)[number];

/** Returns the documentation pages of the settings by path, with tables from src/config. */
export function settingPages(): Record<string, string> {
  const others = sections.filter((section) => section !== rateLimits);
  return {
    "docs/operations/settings.md": withTables("docs/operations/settings.md", others, true),
    "docs/operations/rate-limits.md": withTables("docs/operations/rate-limits.md", [rateLimits]),
  };
}

function withTables(path: string, shown: readonly AnySection[], hasTitles = false): string {
  const tables = shown.map((section) =>
    [...(hasTitles ? [`## ${section.title}\n`] : []), tableOf(section)].join("\n"),
  );
  return withGeneratedPart(path, "settings", tables.join("\n\n"));
}

function tableOf(section: AnySection): string {
  const rows = describeSection(section).map(
    ({ name, fallback, description }) =>
      `| \`${name}\` | ${fallback === undefined ? "none" : `\`${fallback}\``} | ${description} |`,
  );
  return ["| variable | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

import { formatNumber } from "../../../lib/format.ts";
import type { LinkFragment } from "./documents.ts";
import { withoutScheme } from "./withoutScheme.ts";

/** Describes one link by its short URL, several by their number. */
export function describeLinks(links: readonly LinkFragment[]): string {
  const [first] = links;
  return first && links.length === 1
    ? withoutScheme(first.shortUrl)
    : `${formatNumber(links.length)} links`;
}

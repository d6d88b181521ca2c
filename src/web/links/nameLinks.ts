import { formatNumber } from "../shell/format.ts";
import type { OwnLink } from "./documents.ts";
import { withoutScheme } from "./shortUrl.ts";

/** One link by its short URL, several by their number. */
export function nameLinks(links: readonly OwnLink[]): string {
  const [first] = links;
  return first && links.length === 1
    ? withoutScheme(first.shortUrl)
    : `${formatNumber(links.length)} links`;
}

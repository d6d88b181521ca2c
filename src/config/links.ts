import { accessSync, constants, statSync } from "node:fs";
import { z } from "zod";
import { text, wholeNumber } from "./kinds.ts";
import { section } from "./section.ts";

export const links = section(
  "Links",
  {
    LINK_CACHE_SIZE: wholeNumber(1, 10_000_000, 100_000)
      .default(100_000)
      .describe(
        "Number of links in the redirect cache, about 400 bytes each. A link with a longer URL takes the place of several.",
      ),
    BLOCKED_DOMAINS_FILE: text(
      "the path of a file that can be read, such as /etc/lnk7-blocked.txt",
      isReadableFile,
    )
      .optional()
      .describe(
        "File of [blocked domains](reverse-proxy.md#for-the-public), one per line. Links to these domains and their subdomains cannot be created, and existing ones answer 451. Read again when it changes.",
      ),
    ALLOW_PRIVATE_DESTINATIONS: z
      .stringbool({ error: "must be true or false, such as false" })
      .default(true)
      .describe(
        "`false` rejects loopback, private, link-local and other special IP addresses, and names of local networks such as `localhost`, `*.local` or a name without a dot. Set it on a public instance.",
      ),
  },
  (values) => ({
    linkCacheSize: values.LINK_CACHE_SIZE,
    blockedDomainsFile: values.BLOCKED_DOMAINS_FILE,
    allowPrivateDestinations: values.ALLOW_PRIVATE_DESTINATIONS,
  }),
);

function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

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
        "Links in the redirect cache, 1 to 10,000,000, about 400 bytes each. A link with a long URL uses the space of several links.",
      ),
    BLOCKED_DOMAINS_FILE: text(
      "the path of a readable file, such as /etc/lnk7-blocked.txt",
      isReadableFile,
    )
      .optional()
      .describe(
        "File with one domain per line, [in one of several formats](public-instances.md#blocked-domains). These domains and their subdomains are rejected, and existing links to them return 451. The file is reloaded after a change.",
      ),
    ALLOW_PRIVATE_DESTINATIONS: z
      .stringbool({ error: "must be true or false, such as false" })
      .default(true)
      .describe(
        "`false` rejects loopback, private, link-local and other special addresses. It also rejects local names, such as `localhost`, `*.local` or a name without a dot. Use `false` for a public instance.",
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

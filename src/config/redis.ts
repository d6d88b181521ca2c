import { text } from "./kinds.ts";
import { section } from "./section.ts";

export const redis = section(
  "Redis",
  {
    REDIS_URL: text("a redis or rediss URL, such as redis://127.0.0.1:6379", isRedisUrl)
      .optional()
      .describe(
        "`redis://` or `rediss://` URL of a Redis that [several processes](scaling.md#several-machines-and-redis) share.",
      ),
    REDIS_PREFIX: text("visible ASCII characters, such as lnk7:", /^[!-~]+$/)
      .default("lnk7:")
      .describe(
        "Prefix of all keys and channels, in visible ASCII characters. Services that share a Redis but no database need different prefixes.",
      ),
  },
  (values) => ({
    /** Undefined if the service is a single process. */
    redis: values.REDIS_URL ? { url: values.REDIS_URL, prefix: values.REDIS_PREFIX } : undefined,
  }),
);

function isRedisUrl(value: string): boolean {
  return /^rediss?:\/\/./.test(value) && URL.canParse(value);
}

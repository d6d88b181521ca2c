import { z } from "zod";
import { text, wholeNumber } from "./kinds.ts";
import { section } from "./section.ts";

export const clicks = section(
  "Clicks",
  {
    CLICK_RETENTION_DAYS: wholeNumber(1, 36_500, 365)
      .default(365)
      .describe("Retention of single clicks, in days. Their counts are kept."),
    CLICK_ROWS_PER_MINUTE: wholeNumber(0, 100_000_000, 10_000)
      .default(10_000)
      .describe(
        "Maximum number of clicks of one link that each process stores as single rows per minute, about 200 bytes each. Further clicks are in the counts by hour, day, referrer, country, browser, system and device only. With 0 no rows are stored.",
      ),
    COUNTRY_HEADER: text("the name of a request header, such as CF-IPCountry", /^[A-Za-z0-9-]+$/)
      .optional()
      .describe("Request header that holds the visitor's country, such as `CF-IPCountry`."),
    // Why it cannot be used is known where it is read: see countriesFile.ts.
    GEOIP_DATABASE: z
      .string()
      .optional()
      .describe(
        "Database file in MaxMind's format (`.mmdb`) that maps IP addresses to [countries](privacy.md#countries). Read again when it changes.",
      ),
  },
  (values) => ({
    clickRetentionDays: values.CLICK_RETENTION_DAYS,
    clickRowsPerMinute: values.CLICK_ROWS_PER_MINUTE,
    /** In lower case. */
    countryHeader: values.COUNTRY_HEADER?.toLowerCase(),
    geoipDatabase: values.GEOIP_DATABASE,
  }),
);

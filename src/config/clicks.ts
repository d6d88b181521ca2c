import { z } from "zod";
import { text, wholeNumber } from "./kinds.ts";
import { section } from "./section.ts";

export const clicks = section(
  "Clicks",
  {
    CLICK_RETENTION_DAYS: wholeNumber(1, 36_500, 365)
      .default(365)
      .describe("Days for which single clicks are stored, 1 to 36,500. Their counts are kept."),
    CLICK_ROWS_PER_MINUTE: wholeNumber(0, 100_000_000, 10_000)
      .default(10_000)
      .describe(
        "Clicks of one link in one minute that each writing process stores as single rows, 0 to 100,000,000. Clicks beyond it are only counted. See [below](#rows-of-single-clicks).",
      ),
    COUNTRY_HEADER: text("the name of a request header, such as CF-IPCountry", /^[A-Za-z0-9-]+$/)
      .optional()
      .describe("Request header with the visitor's country, such as `CF-IPCountry`."),
    // The file is validated when it is read: see geoipDatabase.ts.
    GEOIP_DATABASE: z
      .string()
      .optional()
      .describe(
        "File in MaxMind's format (`.mmdb`) that maps IP addresses to countries. See [Countries](#countries). The file is reloaded after a change.",
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

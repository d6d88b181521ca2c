import { text, word } from "./kinds.ts";
import { section } from "./section.ts";

export const observability = section(
  "Logs and metrics",
  {
    LOG_LEVEL: word(["fatal", "error", "warn", "debug", "trace", "silent", "info"])
      .default("info")
      .describe("`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`."),
    METRICS_TOKEN: text(
      "visible ASCII characters, such as the output of openssl rand -hex 16",
      /^[!-~]+$/,
    )
      .optional()
      .describe(
        "Bearer token for `/metrics`, in visible ASCII characters. See [Monitoring](monitoring.md).",
      ),
  },
  (values) => ({ logLevel: values.LOG_LEVEL, metricsToken: values.METRICS_TOKEN }),
);

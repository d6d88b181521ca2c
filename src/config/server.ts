import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { isHostName, isOrigin, list, text, wholeNumber } from "./kinds.ts";
import { section } from "./section.ts";

export const server = section(
  "Server",
  {
    PORT: wholeNumber(0, 65_535, 3000)
      .default(3000)
      .describe("Port to listen on, 0 to 65535. 0 selects any free port."),
    HOST: text(
      "an IP address or host name of this machine, such as 127.0.0.1",
      (value) => isIP(value) !== 0 || (isHostName(value) && !value.startsWith("[")),
    )
      .default("0.0.0.0")
      .describe("IP address or host name of this machine to listen on."),
    BASE_URL: text(
      "an http or https URL without a path, such as https://links.example.com",
      isOrigin,
    )
      .optional()
      .describe(
        "Public URL without a path. Short URLs start with it. Default: `http://localhost:PORT`.",
      ),
    OTHER_HOSTS: list(
      "host names without a scheme or port, separated by commas, such as www.example.com,example.net",
      isHostName,
    )
      .default([])
      .describe(
        "[Additional host names](hosts.md) of this service, separated by commas. Short links work there, and pages redirect to `BASE_URL`. Links to these hosts are rejected.",
      ),
    TRUST_PROXY: wholeNumber(
      0,
      16,
      1,
      "the number of proxies in front of the service, from 0 to 16",
    )
      .default(0)
      .describe(
        "Number of proxies in front whose `X-Forwarded-For` is trusted, 0 to 16. With 0, all visitors behind a proxy share one rate limit.",
      ),
    CORS_ORIGINS: list(
      "origins separated by commas, such as https://app.example.com,http://localhost:5173",
      isOrigin,
    )
      .transform((origins) => origins.map((value) => new URL(value).origin))
      .default([])
      .describe(
        "Origins, separated by commas, whose pages can send requests with the session cookie. Browsers send the cookie from the same site only: other ports and subdomains. API tokens work from every origin.",
      ),
    WORKERS: text(
      "a whole number from 1 to 256, or auto for one worker per core, such as 2",
      (value) => value === "auto" || (/^\d{1,3}$/.test(value) && +value >= 1 && +value <= 256),
    )
      .transform((value) => (value === "auto" ? Math.min(availableParallelism(), 256) : +value))
      .default(1)
      .describe(
        "Number of worker processes, 1 to 256, or `auto` for one per core. See [Workers](scaling.md#workers).",
      ),
    REQUEST_TIMEOUT_SECONDS: wholeNumber(1, 600, 30)
      .default(30)
      .describe("Time in which a client must send a complete request with its body, 1 to 600."),
    MAX_CONCURRENT_REQUESTS: wholeNumber(1, 1_000_000, 1_000)
      .default(1_000)
      .describe(
        "Maximum pending API requests and link previews, 1 to 1,000,000. Further requests get 503. Password attempts on links have a separate queue, a tenth as large. One IP address can use at most a tenth of the places, unless `RATE_LIMIT` is `off`. Redirects are not limited.",
      ),
  },
  (values) => ({
    port: values.PORT,
    host: values.HOST,
    /** Without a path. */
    baseUrl: new URL(values.BASE_URL ?? `http://localhost:${values.PORT}`),
    otherHosts: values.OTHER_HOSTS,
    trustedProxyCount: values.TRUST_PROXY,
    corsOrigins: new Set(values.CORS_ORIGINS) as ReadonlySet<string>,
    workers: values.WORKERS,
    requestTimeoutSeconds: values.REQUEST_TIMEOUT_SECONDS,
    maxConcurrentRequests: values.MAX_CONCURRENT_REQUESTS,
  }),
);

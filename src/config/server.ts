import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { isHostName, isOrigin, list, text, wholeNumber } from "./kinds.ts";
import { section } from "./section.ts";

export const server = section(
  "Server",
  {
    PORT: wholeNumber(0, 65_535, 3000)
      .default(3000)
      .describe("Port to listen on. With 0 the system chooses a free port."),
    HOST: text(
      "an address of this machine, or a name of it, such as 127.0.0.1",
      (value) => isIP(value) !== 0 || (isHostName(value) && !value.startsWith("[")),
    )
      .default("0.0.0.0")
      .describe("Address to listen on."),
    BASE_URL: text(
      "an http or https URL without a path, such as https://links.example.com",
      isOrigin,
    )
      .optional()
      .describe(
        "Public URL of the service. Short URLs start with it. Default: `http://localhost:PORT`.",
      ),
    OTHER_HOSTS: list(
      "host names without a scheme or port, separated by commas, such as www.example.com,example.net",
      isHostName,
    )
      .default([])
      .describe(
        "[Further host names](reverse-proxy.md#another-address) of this service, separated by commas. Short links work there and pages link to `BASE_URL`. Links cannot point to them.",
      ),
    TRUST_PROXY: wholeNumber(
      0,
      16,
      1,
      "the number of proxies in front, from 0 to 16 (not true, but how many)",
    )
      .default(0)
      .describe(
        "Number of proxies in front whose `X-Forwarded-For` is trusted. With 0, all visitors behind a proxy share its rate limits.",
      ),
    CORS_ORIGINS: list(
      "origins separated by commas, such as https://app.example.com,http://localhost:5173",
      isOrigin,
    )
      .transform((origins) => origins.map((value) => new URL(value).origin))
      .default([])
      .describe(
        "Origins, separated by commas, whose pages may send requests with the session cookie. Browsers send the cookie from the same site only: other ports and subdomains. API tokens work from every origin.",
      ),
    WORKERS: text(
      "a whole number from 1 to 256, or auto for one worker a core, such as 2",
      (value) => value === "auto" || (/^\d{1,3}$/.test(value) && +value >= 1 && +value <= 256),
    )
      .transform((value) => (value === "auto" ? Math.min(availableParallelism(), 256) : +value))
      .default(1)
      .describe("Number of processes that serve requests, up to 256. `auto`: one per core."),
    REQUEST_TIMEOUT_SECONDS: wholeNumber(1, 600, 30)
      .default(30)
      .describe("Time in which a client must send a request, body included."),
    MAX_WAITING_REQUESTS: wholeNumber(1, 1_000_000, 1_000)
      .default(1_000)
      .describe(
        "Maximum number of API requests and link previews in progress. Further requests get 503. One network address can use a tenth of them, unless `RATE_LIMIT` is off. Visitors who enter a link's password have a tenth as many places of their own. Redirects are not limited.",
      ),
  },
  (values) => ({
    port: values.PORT,
    host: values.HOST,
    /** Without a path. */
    baseUrl: new URL(values.BASE_URL ?? `http://localhost:${values.PORT}`),
    otherHosts: values.OTHER_HOSTS,
    trustProxyHops: values.TRUST_PROXY,
    corsOrigins: new Set(values.CORS_ORIGINS) as ReadonlySet<string>,
    workers: values.WORKERS,
    requestTimeoutSeconds: values.REQUEST_TIMEOUT_SECONDS,
    maxWaitingRequests: values.MAX_WAITING_REQUESTS,
  }),
);

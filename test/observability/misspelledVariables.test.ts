import { expect, test, vi } from "vitest";
import { parseConfig, settingNames } from "../../src/config/config.ts";
import { findMistakenNames } from "../../src/config/mistakenNames.ts";
import { newDatabaseUrl } from "../support/database.ts";
import { startProgram } from "../support/program.ts";

vi.setConfig({ testTimeout: 60_000 });

const meantBy = (name: string, value = "1") => findMistakenNames({ [name]: value }, settingNames);

test.each([
  ["REGISTRAION", "REGISTRATION"],
  ["REGISTRATIONS", "REGISTRATION"],
  ["registration", "REGISTRATION"],
  ["REGSITRATOIN", "REGISTRATION"],
  ["BASE_ULR", "BASE_URL"],
  ["BASE_URI", "BASE_URL"],
  ["BASEURL", "BASE_URL"],
  ["baseUrl", "BASE_URL"],
  ["DATABASE_UR", "DATABASE_URL"],
  ["DATABASEURL", "DATABASE_URL"],
  ["DATBASE_URL", "DATABASE_URL"],
  ["REDIS_URI", "REDIS_URL"],
  ["TRUSTPROXY", "TRUST_PROXY"],
  ["TRUST-PROXY", "TRUST_PROXY"],
  ["WORKER", "WORKERS"],
  ["PROT", "PORT"],
  ["HSOT", "HOST"],
  ["HOSTT", "HOST"],
  ["LOGLEVEL", "LOG_LEVEL"],
  ["RATE_LIMITS", "RATE_LIMIT"],
  ["CORS_ORIGIN", "CORS_ORIGINS"],
  ["OTHER_HOST", "OTHER_HOSTS"],
  ["METRIC_TOKEN", "METRICS_TOKEN"],
  ["METRICS_TOKEN_FILE", "METRICS_TOKEN"],
  ["LNK7_BASE_URL", "BASE_URL"],
  ["LNK7_REGISTRAION", "REGISTRATION"],
  ["LNK7_PORT", "PORT"],
  ["LIMIT_LOGIN_PER_ADRESS", "LIMIT_LOGIN_PER_ADDRESS"],
  ["LIMIT_LOGINS_PER_ADDRESS", "LIMIT_LOGIN_PER_ADDRESS"],
  ["LIMIT_LINK_PER_ACOUNT", "LIMIT_LINK_PER_ACCOUNT"],
  ["LIMIT_EVERYTHING", undefined],
])("recognizes %s as a misspelt setting", (name, meant) => {
  expect(meantBy(name)).toEqual([{ name, suggestion: meant }]);
});

/** Variables set by shells, systemd, containers, clusters, npm and continuous integration. */
const ordinary = `
  PATH HOME HOSTNAME HOSTTYPE HOSTS USER LOGNAME SHELL SHLVL PWD OLDPWD TERM TERM_PROGRAM LANG LC_ALL
  LANGUAGE TZ EDITOR PAGER DISPLAY MAIL _ PS1 IFS RANDOM COLUMNS LINES TMPDIR TEMP TMP LS_COLORS LESS
  XDG_RUNTIME_DIR XDG_SESSION_ID SSH_AUTH_SOCK SSH_CLIENT SSH_CONNECTION SSH_TTY SUDO_USER SUDO_UID
  INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET LISTEN_FDS LISTEN_PID STATE_DIRECTORY CACHE_DIRECTORY
  LOGS_DIRECTORY RUNTIME_DIRECTORY CONFIGURATION_DIRECTORY CREDENTIALS_DIRECTORY MAINPID WATCHDOG_USEC
  SYSTEMD_EXEC_PID MEMORY_PRESSURE_WATCH EXIT_CODE SERVICE_RESULT container DEBIAN_FRONTEND
  KUBERNETES_PORT KUBERNETES_PORT_443_TCP KUBERNETES_PORT_443_TCP_ADDR KUBERNETES_PORT_443_TCP_PORT
  KUBERNETES_PORT_443_TCP_PROTO KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT
  KUBERNETES_SERVICE_PORT_HTTPS POD_NAME POD_IP NODE_NAME
  LNK7_SERVICE_HOST LNK7_SERVICE_PORT LNK7_SERVICE_PORT_HTTP LNK7_PORT_3000_TCP LNK7_PORT_3000_TCP_ADDR
  LNK7_PORT_3000_TCP_PORT LNK7_PORT_3000_TCP_PROTO LNK7_NAME LNK7_VERSION LNK7_HOME LNK7_ENV_PATH
  REDIS_SERVICE_HOST REDIS_SERVICE_PORT REDIS_PORT REDIS_PORT_6379_TCP REDIS_HOST REDIS_PASSWORD
  REDIS_USER REDIS_DB REDIS_SSL REDIS_TLS DATABASE_SERVICE_HOST DATABASE_PORT DATABASE_HOST DATABASE_NAME
  DATABASE_USER DATABASE_PASSWORD DATABASE_SSL DATABASE_DSN DATABASE_ENV DATABASE_POOL METRICS_PORT
  METRICS_HOST METRICS_SERVICE_PORT HOST_IP HOST_PORT PORT_HTTP POSTGRES_USER POSTGRES_PASSWORD
  POSTGRES_DB POSTGRES_HOST PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSSLMODE
  npm_config_loglevel npm_config_registry npm_config_user_agent npm_package_name npm_package_version
  npm_lifecycle_event npm_execpath npm_node_execpath npm_config_port npm_config_host INIT_CWD
  NODE NODE_ENV NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_VERSION UV_THREADPOOL_SIZE NO_COLOR
  MALLOC_ARENA_MAX LD_PRELOAD HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy https_proxy no_proxy
  CI GITHUB_ACTIONS GITHUB_TOKEN GITHUB_BASE_REF GITHUB_SERVER_URL GITHUB_API_URL RUNNER_OS RUNNER_TEMP
  GITLAB_CI CI_JOB_TOKEN CI_REGISTRY BUILD_NUMBER BUILD_URL JENKINS_URL WORKSPACE CIRCLECI TRAVIS
  WEB_CONCURRENCY WORKER_ID WORKER_NAME WORKDIR LOG_FORMAT LOG_FILE LOG_DIR LOG_PATH LOGFILE DEBUG
  PORTAL PORTS SPORT POST COST HOT SECRET_KEY TOKEN ORIGIN BASE BASE_DIR BASE_PATH DATABASE REGISTRY
  REGISTRY_URL RATE LIMIT LIMITS PROXY TRUST CORS GEOIP GEOIP_LICENSE_KEY BLOCK_SIZE OTHER LINK CACHE
  CACHE_SIZE RETENTION_DAYS SITE_URL APP_URL PUBLIC_URL SERVER_URL API_URL
`.match(/\S+/g) as string[];

test("does not mistake variables of other programs for settings", () => {
  expect(ordinary.flatMap((name) => meantBy(name))).toEqual([]);
  expect(meantBy("LNK7_PORT", "tcp://10.0.0.17:3000")).toEqual([]);
  expect(settingNames.flatMap((name) => meantBy(name))).toEqual([]);
});

test("logs misspelt environment variables at startup without stopping", async () => {
  const { printed } = await startProgram({
    DATABASE_URL: await newDatabaseUrl(),
    REGISTRAION: "closed",
    LIMIT_LOGIN_PER_ADRESS: "1/1d",
    HOSTNAME: "here",
  });

  const told = printed.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter(({ level }) => level === 40);
  expect(told.map(({ msg }) => msg)).toEqual([
    "REGISTRAION: unknown setting, which has no effect. Did you mean REGISTRATION?",
    "LIMIT_LOGIN_PER_ADRESS: unknown setting, which has no effect. Did you mean LIMIT_LOGIN_PER_ADDRESS?",
  ]);
});

test("rejects misspelt settings in a file", () => {
  const variables = { DATABASE_ULR: "file:x" };
  const sentence = "DATABASE_ULR: unknown setting, which has no effect. Did you mean DATABASE_URL?";

  expect(parseConfig(variables).warnings).toEqual([sentence]);
  expect(() => parseConfig(variables, { variables, faults: [] })).toThrow(
    `Invalid settings:\n  ${sentence}`,
  );
});

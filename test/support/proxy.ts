import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { constants, createGunzip } from "node:zlib";
import { onTestFinished, vi } from "vitest";
import { freePorts } from "./program.ts";
import { onFinished } from "./sharedStart.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** The server name in the guide's configurations. */
export const host = "links.example.com";

type Kind = "nginx" | "caddy";

const executables: Record<Kind, string> = { nginx: "/usr/sbin/nginx", caddy: "/usr/bin/caddy" };

/** Returns whether the proxy can be tested here. In continuous integration it must be. */
export const hasProxy = (kind: Kind) => existsSync(executables[kind]) || process.env.CI === "true";

interface ProxyRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The local IP address of the proxy: 127.0.0.1 unless it is `::1`. */
  address?: "::1";
}

/** A proxy in front of a service, requested by its public name. */
export interface FrontProxy {
  port: number;
  open(path: string, request?: ProxyRequest): Promise<Answer>;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text(): Promise<string>;
  /** Waits until the received part of the response contains the words. */
  waitForOutput(words: string): Promise<void>;
}

/** Starts a proxy with the guide's configuration, except for ports and certificate. */
export async function startProxy(kind: Kind, servicePort: number): Promise<FrontProxy> {
  const folder = temporaryFolder();
  const certificate = makeCertificate(folder);
  const [port = 0, plainPort = 0] = await freePorts(2);
  const configuration = {
    nginx: nginxConfiguration,
    caddy: caddyConfiguration,
  }[kind]({ folder, port, plainPort, servicePort });
  const file = join(folder, kind === "nginx" ? "nginx.conf" : "Caddyfile");
  writeFileSync(file, configuration);
  const child = spawn(
    executables[kind],
    kind === "nginx"
      ? ["-p", folder, "-e", join(folder, "error.log"), "-c", file]
      : ["run", "--config", file, "--adapter", "caddyfile"],
    { stdio: "ignore", env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } },
  );
  onFinished(() => void child.kill(kind === "nginx" ? "SIGTERM" : "SIGKILL"));
  await vi.waitFor(() => answers(port), { timeout: 10_000, interval: 50 });
  return { port, open: (path, given = {}) => ask(port, certificate, path, given) };
}

interface Places {
  folder: string;
  port: number;
  plainPort: number;
  servicePort: number;
}

function nginxConfiguration({ folder, port, plainPort, servicePort }: Places): string {
  const [siteOfGuide = "", mainOfGuide = ""] = fromGuide("nginx");
  const site = siteOfGuide
    .replace("listen 80;", `listen 127.0.0.1:${plainPort};`)
    .replace("listen [::]:80;", `listen [::1]:${plainPort};`)
    .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
    .replace("listen [::]:443 ssl", `listen [::1]:${port} ssl`)
    .replace("127.0.0.1:3000", `127.0.0.1:${servicePort}`)
    .replaceAll("/etc/ssl/lnk7", folder);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (use) => `${use}_temp_path ${folder}/${use};`,
  );
  // When started as root, it would otherwise switch to a user without write access to the folder.
  const user = process.getuid?.() === 0 ? "user root;" : "";
  return `daemon off; ${user} worker_processes 1; pid ${folder}/nginx.pid; ${mainOfGuide}
    http { gzip on; access_log off; ${temporary.join(" ")} ${site} }`;
}

function caddyConfiguration({ folder, port, plainPort, servicePort }: Places): string {
  const [siteOfGuide = ""] = fromGuide("caddyfile");
  const site = siteOfGuide
    .replace("127.0.0.1:3000", `127.0.0.1:${servicePort}`)
    .replace(`${host} {`, `${host} {\n\ttls ${folder}/certificate.pem ${folder}/key.pem`);
  return `{\n\tadmin off\n\thttps_port ${port}\n\thttp_port ${plainPort}\n}\n${site}`;
}

/** Returns the guide's code blocks in this language, in order. */
function fromGuide(language: string): string[] {
  const guide = readFileSync("docs/operations/reverse-proxy.md", "utf8");
  const blocks = guide.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"));
  return [...blocks].map(([, block = ""]) => block);
}

function makeCertificate(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const certificate = join(folder, "certificate.pem");
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${host}`;
  execFileSync(
    "openssl",
    [
      ...words.split(" "),
      ...["-addext", `subjectAltName=DNS:${host}`],
      ...["-keyout", join(folder, "key.pem"), "-out", certificate],
    ],
    { stdio: "ignore" },
  );
  return readFileSync(certificate, "utf8");
}

function answers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}

function ask(port: number, ca: string, path: string, given: ProxyRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        ...{ host: given.address ?? "127.0.0.1", port, servername: host, ca, path, agent: false },
        method: given.method ?? "GET",
        headers: { Host: host, ...given.headers },
      },
      (answer) => {
        onTestFinished(() => void answer.destroy());
        const isZipped = answer.headers["content-encoding"] === "gzip";
        const content = isZipped
          ? answer.pipe(createGunzip({ flush: constants.Z_SYNC_FLUSH }))
          : answer;
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: () => text(content),
          waitForOutput: async (words) => {
            let said = "";
            for await (const part of content.iterator({ destroyOnReturn: false })) {
              said += part;
              if (said.includes(words)) return;
            }
            throw new Error(`It ended without having said ${words}.`);
          },
        });
      },
    );
    asking.once("error", reject);
    asking.end(given.body);
  });
}

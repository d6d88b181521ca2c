import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { parseBlocklistLine } from "../../src/core/destinations/blocklistLine.ts";
import { blockedDomainsLogLines, createBlockedDomainsFile } from "../support/blockedDomainsFile.ts";
import { runProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

const understood: [line: string, ...domains: string[]][] = [
  ["*.star.example", "star.example"],
  [".dot.example", "dot.example"],
  ["*.BÜCHER.example", "xn--bcher-kva.example"],
  ["https://url.example", "url.example"],
  ["http://Url.example./", "url.example"],
  ["https://*.starred.example/", "starred.example"],
  ["0.0.0.0 hosts.example", "hosts.example"],
  ["127.0.0.1\tone.example  two.example # both", "one.example", "two.example"],
  ["::1 six.example", "six.example"],
  [":: none.example", "none.example"],
  ["0.0.0.0 0.0.0.0"],
  ["127.0.0.1 localhost"],
  ["127.0.0.1 localhost.localdomain local"],
  ["::1 ip6-localhost ip6-loopback"],
  ["fe80::1%lo0 localhost"],
  ["255.255.255.255 broadcasthost"],
  ["ff02::1 ip6-allnodes"],
  ["||filter.example^", "filter.example"],
  ["||bare.example", "bare.example"],
  ["||*.below.example^$important,third-party", "below.example"],
  ["! a comment of a filter list"],
  ["[Adblock Plus 2.0]"],
  ["address=/dnsmasq.example/", "dnsmasq.example"],
  ["address=/a.example/b.example/0.0.0.0", "a.example", "b.example"],
  ["address=/hash.example/#", "hash.example"],
  ["address=/.six.example/::", "six.example"],
  ["local=/local.example/", "local.example"],
  ["server=/server.example/", "server.example"],
  ["plain.example#glued", "plain.example"],
  ["# only a comment"],
  ["  \t\r"],
];

test.each(understood)("parses a line in a common format: %s", (line, ...domains) => {
  expect(parseBlocklistLine(line)).toEqual({ domains, isWidened: false });
});

test.each([
  ["https://page.example/login?next=1", "page.example"],
  ["http://port.example:8080/", "port.example"],
])(
  "a line that names a part of a domain blocks the whole domain and is reported: %s",
  (line, domain) => {
    expect(parseBlocklistLine(line)).toEqual({ domains: [domain], isWidened: true });
  },
);

test.each([
  "? ?",
  "two.example words.example",
  "a..b.example",
  "xn--zzzz.example",
  "user@mail.example",
  "https://user:secret@mail.example/",
  "ftp://files.example/",
  "//scheme.example",
  "port.example:80",
  "page.example/path",
  "per%63ent.example",
  "ads*.star.example",
  "*",
  "*.",
  "192.168.1.5 nas.example",
  "0.0.0.0 http://hosts.example",
  "@@||allowed.example^",
  "||page.example/path^",
  "||narrow.example^$domain=other.example",
  "|https://anchored.example^",
  "page.example##.banner",
  "page.example#@#.banner",
  "/ads[0-9]+/",
  "address=/#/0.0.0.0",
  "address=/real.example/192.168.1.5",
  "server=/forwarded.example/9.9.9.9",
  "server=/forwarded.example/#",
  '{"domain": "json.example"}',
  `${"x".repeat(250)}.example`,
])("rejects a line without a domain: %s", (line) => {
  expect(parseBlocklistLine(line)).toBeNull();
});

test("rejects links to domains of a list in any of these formats, and to their subdomains", async () => {
  const lines = [...understood.map(([line]) => line), "https://page.example/login"];
  const file = createBlockedDomainsFile(`\uFEFF${lines.join("\r\n")}`);
  const here = await createWorld({ BLOCKED_DOMAINS_FILE: file.path });
  const alice = await here.signUp("alice");
  const made = async (host: string) =>
    (await alice.post("/api/v1/links", { original_url: `https://${host}/` })).status;
  const blocked = new Set([...understood.flatMap(([, ...domains]) => domains), "page.example"]);

  for (const domain of blocked) {
    expect([await made(domain), await made(`www.${domain}`)], domain).toEqual([400, 400]);
  }
  for (const free of ["example", "localhost", "local", "ip6-localhost", "other.example"]) {
    expect(await made(free), free).toBe(201);
  }
  expect(blockedDomainsLogLines(here)).toEqual([
    "BLOCKED_DOMAINS_FILE: Lines with a path or port block the whole domain: 1.",
    `BLOCKED_DOMAINS_FILE was loaded. ${blocked.size}`,
  ]);
});

test.each(["1", "2"])(
  "with %s worker, startup with malformed lines names them and exits with 1",
  async (WORKERS) => {
    const { path } = createBlockedDomainsFile("good.example\n? ?\n\nuser@mail.example");
    const DATABASE_URL = `file:${join(temporaryFolder(), "lnk7.db")}`;

    const { exitCode, stderr } = await runProgram({
      WORKERS,
      DATABASE_URL,
      PORT: "0",
      BLOCKED_DOMAINS_FILE: path,
    });

    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining(`BLOCKED_DOMAINS_FILE, ${path}, cannot be used:
  Line 2, "? ?", is not a domain.
  Line 4, "user@mail.example", is not a domain.
`),
    });
  },
);

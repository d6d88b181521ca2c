import { expect, test } from "vitest";
import { readAllRows } from "../support/expectRejection.ts";
import { createWorld } from "../support/world.ts";

const detail = "This destination is a private or special-purpose address. Use a public address.";

/** Hosts that only some machines or networks can reach, by kind. */
const special: Record<string, string[]> = {
  loopback: [
    "127.0.0.1",
    "127.0.0.1.",
    "127.0.0.1..",
    "127.255.255.254",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0X7F.0.0.1",
    "0x7f.1",
    "017700000001",
    "0177.0.0.1",
    "0177.0x0.1",
    "00000177.1",
    "%31%32%37.0.0.1",
    "127%2e0%2e0%2e1",
    "１２７.０.０.１",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "127.0.0\u00ad.1",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::0.0.0.1]",
  ],
  "IPv4 in IPv6": [
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:FFFF:127.0.0.1]",
    "[::127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:0:10.0.0.1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b::a00:1]",
    "[64:ff9b:1::192.168.0.1]",
    "[2002:7f00:1::]",
    "[2002:c0a8:101::1]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
  ],
  private: [
    "10.0.0.0",
    "10.255.255.255",
    "012.1",
    "0xa.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.1",
    "3232235777",
    "0xc0a80001",
    "100.64.0.1",
    "[fc00::1]",
    "[fd12:3456:789a::1]",
    "[fec0::1]",
  ],
  "link-local": ["169.254.169.254", "2852039166", "0xa9fea9fe", "[fe80::1]", "[febf::1]"],
  "otherwise special": [
    "0",
    "0.0.0.0",
    "0.1.2.3",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "4294967295",
    "[::]",
    "[100::1]",
    "[2001:db8::1]",
    "[2a00:1450:4001:800:0:5efe:10.0.0.1]",
    "[2a00:1450:4001:800:200:5efe:c000:207]",
    "[2001:2::1]",
    "[3fff::1]",
    "[4000::1]",
    "[ff02::1]",
  ],
  names: [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost..",
    "local\u00adhost",
    "ｌocalhost",
    "%6cocalhost",
    "a.localhost",
    "A.LocalHost.",
    "localhost.localdomain",
    "printer.local",
    "printer。local",
    "metadata.google.internal",
    "host.docker.internal.",
    "router.home.arpa",
    "api.default.svc",
    "db.service.consul",
    "nothing.invalid",
    "1.0.0.10.in-addr.arpa",
    "nas.lan",
    "wiki.corp",
    "tv.home",
    "portal.intranet",
    "db.private",
    "site.test",
    "intranet",
    "router:8080",
    ".",
  ],
};

const open = [
  "example.com",
  "example.com.",
  "8.8.8.8",
  "134744072",
  "0x08080808",
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.1",
  "126.255.255.255",
  "128.0.0.1",
  "169.253.255.255",
  "172.15.255.255",
  "172.32.0.1",
  "192.167.255.255",
  "192.169.0.1",
  "223.255.255.255",
  "[2606:4700:4700::1111]",
  "[2a00:1450:4001:81b::200e]",
  "localhost.example",
  "local.example",
  "notlocalhost.example",
  "mylocal.example",
  "internal.example.com",
  "127.0.0.1.example.com",
  "home.arpa.example",
  "expyuzz4wqqyqhjn.onion",
  "bücher.example",
];

test("a public instance rejects URLs of private networks in every notation", async () => {
  const { signUp, services } = await createWorld({ ALLOW_PRIVATE_DESTINATIONS: "false" });
  const alice = await signUp("alice");
  const { id } = await alice.createLink();
  const before = await readAllRows(services.database);

  for (const [kind, hosts] of Object.entries(special)) {
    for (const host of hosts) {
      const link = { original_url: `http://${host}/admin` };
      for (const { status, body } of [
        await alice.post("/api/v1/links", link),
        await alice.put(`/api/v1/links/${id}`, link),
      ]) {
        expect([kind, host, status, body]).toEqual([kind, host, 400, { detail }]);
      }
    }
  }
  expect(await readAllRows(services.database)).toEqual(before);
});

test("a public instance accepts public URLs", async () => {
  const { signUp, anonymous } = await createWorld({ ALLOW_PRIVATE_DESTINATIONS: "false" });
  const alice = await signUp("alice");

  for (const host of open) {
    const link = await alice.createLink({ original_url: `https://${host}/` });
    expect([host, (await anonymous.visit(link.short_code)).status]).toEqual([host, 302]);
  }
});

test("links can point to private networks by default", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");

  for (const host of Object.values(special).flat()) {
    const link = await alice.createLink({ original_url: `http://${host}/` });
    const { status, headers } = await anonymous.visit(link.short_code);
    expect([host, status, headers.get("location")]).toEqual([
      host,
      302,
      new URL(`http://${host}/`).href,
    ]);
  }
});

test("links created before the instance became public no longer redirect to private networks", async () => {
  const { signUp, databaseUrl, stop } = await createWorld();
  const alice = await signUp("alice");
  const inside = await alice.createLink({ original_url: "http://192.168.0.1/secret" });
  const outside = await alice.createLink();
  await stop();

  const again = await createWorld({
    ALLOW_PRIVATE_DESTINATIONS: "false",
    DATABASE_URL: databaseUrl,
  });
  const met = await again.anonymous.visit(inside.short_code, {
    headers: { accept: "application/json" },
  });

  expect([met.status, met.headers.get("location"), met.body]).toEqual([
    451,
    null,
    {
      detail:
        "This short link is blocked: it leads into a private network, where this service leads nobody.",
    },
  ]);
  expect((await again.anonymous.visit(outside.short_code)).status).toBe(302);
});

import { mkdirSync, rmdirSync } from "node:fs";
import { expect, test, vi } from "vitest";
import {
  blockedDomainsLogLines,
  createBlockedDomainsFile,
  waitForReload,
} from "../support/blockedDomainsFile.ts";
import { expectRejection } from "../support/expectRejection.ts";
import { createWorld } from "../support/world.ts";

const detail = "This destination is blocked by the operator.";

const list = `\uFEFF# Domains to which nobody is led
spam.example   # with all below
Shouting.EXAMPLE
dot.example.
bücher.example\r
xn--mnchen-3ya.example

zip
6.6.6.6
2606:4700::666
[2606:4700::667]
_dmarc.under_score.example
`;

const blocked = [
  "spam.example",
  "www.spam.example",
  "a.b.c.d.spam.example:8443",
  "SPAM.Example",
  "spam.example.",
  "%73pam.example",
  "ｓpam.example",
  "spam。example",
  "sp\u00adam.example",
  "shouting.example",
  "dot.example",
  "dot.example.",
  "bücher.example",
  "BÜCHER.example",
  "xn--bcher-kva.example",
  "www.XN--BCHER-KVA.example",
  "münchen.example",
  "anything.zip",
  "6.6.6.6",
  "0x06060606",
  "101058054",
  "[2606:4700:0::666]",
  "[2606:4700::0667]",
  "x._dmarc.under_score.example",
];

const free = [
  "example",
  "example.com",
  "notspam.example",
  "spam.example.com",
  "spam-example",
  "buecher.example",
  "zip.example",
  "6.6.6.7",
  "under_score.example",
  `${"a.".repeat(900)}example`,
];

test("no link can be created with or changed to a blocked domain or subdomain in any spelling", async () => {
  const scene = await createWorld({ BLOCKED_DOMAINS_FILE: createBlockedDomainsFile(list).path });
  const alice = await scene.signUp("alice");
  const { id } = await alice.createLink();
  const headers = { "content-type": "application/json" };

  for (const host of blocked) {
    const body = JSON.stringify({ original_url: `https://${host}/page?a#b` });
    const create = { method: "POST", body, headers };
    expect(await expectRejection(scene, alice, "/api/v1/links", create), host).toBe(
      `400 ${detail}`,
    );
    const update = { method: "PUT", body, headers };
    expect(await expectRejection(scene, alice, `/api/v1/links/${id}`, update), host).toBe(
      `400 ${detail}`,
    );
  }
  for (const host of free) await alice.createLink({ original_url: `https://${host}/` });
  expect(blockedDomainsLogLines(scene)).toEqual(["BLOCKED_DOMAINS_FILE was loaded. 10"]);
});

test("GraphQL rejects a blocked domain by name when a link is created or changed", async () => {
  const { signUp, services } = await createWorld({
    BLOCKED_DOMAINS_FILE: createBlockedDomainsFile("spam.example").path,
  });
  const alice = await signUp("alice");
  const { short_code: shortCode } = await alice.createLink();
  const originalUrl = "https://spam.example/";
  const selection = "{ __typename ... on UserError { code field message } }";
  const rejected = {
    __typename: "UrlBlockedError",
    code: "URL_BLOCKED",
    field: "originalUrl",
    message: detail,
  };

  const create = await alice.graphql(
    `mutation ($input: CreateLinkInput!) { createLink(input: $input) ${selection} }`,
    { input: { originalUrl } },
  );
  const update = await alice.graphql(
    `mutation ($input: UpdateLinkInput!) { updateLink(input: $input) ${selection} }`,
    { input: { by: { shortCode }, originalUrl } },
  );

  expect(create.body).toEqual({ data: { createLink: rejected } });
  expect(update.body).toEqual({ data: { updateLink: rejected } });
  expect(await services.database.link.findMany({ select: { originalUrl: true } })).toEqual([
    { originalUrl: "https://example.com/" },
  ]);
});

test("a list with malformed lines is not applied, is logged once, and can be corrected", async () => {
  const file = createBlockedDomainsFile("good.example");
  const here = await createWorld({ BLOCKED_DOMAINS_FILE: file.path });
  const alice = await here.signUp("alice");
  const made = async (host: string) =>
    (await alice.post("/api/v1/links", { original_url: `https://${host}/` })).status;

  file.write("other.example\nuser@mail.example\nport.example:80\n");
  await waitForReload(here, 4);
  expect([await made("good.example"), await made("other.example")]).toEqual([400, 201]);
  file.write("? ?\n".repeat(1_000));
  await waitForReload(here, 16);
  expect(await made("good.example")).toBe(400);
  file.replace("third.example");
  await waitForReload(here, 17);
  expect([await made("good.example"), await made("third.example")]).toEqual([201, 400]);

  const kept = "BLOCKED_DOMAINS_FILE: The file was not loaded. The previous list stays in force.";
  expect(blockedDomainsLogLines(here)).toEqual([
    "BLOCKED_DOMAINS_FILE was loaded. 1",
    'BLOCKED_DOMAINS_FILE: Line 2, "user@mail.example", is not a domain.',
    'BLOCKED_DOMAINS_FILE: Line 3, "port.example:80", is not a domain.',
    kept,
    ...Array.from(
      { length: 10 },
      (_, index) => `BLOCKED_DOMAINS_FILE: Line ${index + 1}, "? ?", is not a domain.`,
    ),
    "BLOCKED_DOMAINS_FILE: 1000 lines are not domains.",
    kept,
    "BLOCKED_DOMAINS_FILE was loaded. 1",
  ]);
});

test("a missing or unreadable list stays active, is logged once, and can return", async () => {
  const file = createBlockedDomainsFile("spam.example");
  const here = await createWorld({ BLOCKED_DOMAINS_FILE: file.path });
  const alice = await here.signUp("alice");
  const made = async (host: string) =>
    (await alice.post("/api/v1/links", { original_url: `https://${host}/` })).status;

  file.remove();
  await waitForReload(here, 2);
  expect(await made("spam.example")).toBe(400);
  mkdirSync(file.path);
  await waitForReload(here, 3);
  expect(await made("spam.example")).toBe(400);
  rmdirSync(file.path);
  await waitForReload(here, 4);
  file.write("other.example");
  await vi.waitUntil(async () => (await made("other.example")) === 400, { timeout: 20_000 });

  expect(await made("spam.example")).toBe(201);
  const gone = expect.stringMatching(
    /: The file cannot be read. The previous list stays in force. ENOENT/,
  );
  expect(blockedDomainsLogLines(here)).toEqual([
    "BLOCKED_DOMAINS_FILE was loaded. 1",
    gone,
    expect.stringMatching(/: The file cannot be read. The previous list stays in force. EISDIR/),
    gone,
    "BLOCKED_DOMAINS_FILE was loaded. 1",
  ]);
});

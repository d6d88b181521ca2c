import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient } from "../support/client.ts";
import { runCommand } from "../support/command.ts";
import { subscribe, waitForSubscribers } from "../support/subscribe.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld, password, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const email = "alice@example.com";
const logIn = ({ anonymous }: World, secret: string) =>
  anonymous.post("/api/v1/auth/login", { email, password: secret });
const newDatabaseUrl = () => `file:${join(temporaryFolder(), "lnk7.db")}`;
/** Returns the first line of a command, which names its database. */
const named = (databaseUrl: string) => `Database: ${databaseUrl.slice("file:".length)}\n`;

test("an account can be added before the first startup and when registration is closed", async () => {
  const DATABASE_URL = newDatabaseUrl();

  const words = ["user", "add", "Alice@example.com"];

  const rejected = await runCommand(DATABASE_URL, words, `${password}\n`);
  expect(rejected).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `There is no database at ${DATABASE_URL.slice(5)}: check DATABASE_URL, or make one with --new.\n`,
  });
  expect(existsSync(DATABASE_URL.slice(5))).toBe(false);
  const added = await runCommand(DATABASE_URL, [...words, "--new"], `${password}\n`);

  expect(added).toEqual({
    exitCode: 0,
    stdout: "Added Alice@example.com as account 1.\n",
    stderr: named(DATABASE_URL),
  });
  const here = await createWorld({ DATABASE_URL, REGISTRATION: "closed" });
  expect((await logIn(here, password)).status).toBe(200);
});

test("commands normalize email addresses and accept the same ones as the service", async () => {
  const DATABASE_URL = newDatabaseUrl();
  const add = (address: string) =>
    runCommand(DATABASE_URL, ["user", "add", address, "--generate", "--new"], "");

  const added = await add("a{b}@MÜLLER.de");
  const disabled = await runCommand(DATABASE_URL, ["user", "disable", "A{B}@müller.de"]);
  const rejected = await add("a@iana-.com");

  expect(added.stdout).toMatch(/^Added a\{b\}@xn--mller-kva\.de as account 1\. /);
  expect(disabled.stdout).toBe("a{b}@xn--mller-kva.de is disabled; its links still redirect.\n");
  expect(rejected).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `${named(DATABASE_URL)}The email address is not valid. Use the form you@example.com.\n`,
  });
});

test("rejects piped passwords that are not text and ignores a byte order mark", {
  tags: ["full"],
}, async () => {
  const DATABASE_URL = newDatabaseUrl();
  const add = (piped: string | Uint8Array) =>
    runCommand(DATABASE_URL, ["user", "add", email, "--new"], piped);

  const withZero = await add("12345678\x0012345678\n");
  const notUtf8 = await add(Buffer.from("sésame ouvre-toi\n", "latin1"));
  const withMark = await add(`\ufeff${password}\r\n`);

  const database = named(DATABASE_URL);
  expect([withZero, notUtf8].map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
    [
      1,
      `${database}The password contains an invalid character: NUL or an unpaired surrogate. Remove it.\n`,
    ],
    [1, `${database}The password is not UTF-8. Encode it as UTF-8.\n`],
  ]);
  expect(withMark.exitCode).toBe(0);
  expect((await logIn(await createWorld({ DATABASE_URL }), password)).status).toBe(200);
});

test("generated passwords are printed once and work", async () => {
  const here = await createWorld();
  const words = (...given: string[]) =>
    runCommand(here.databaseUrl, ["user", ...given, email, "--generate", "--json"]);

  const added = JSON.parse((await words("add")).stdout);
  expect(added).toEqual({
    id: 1,
    email,
    createdAt: expect.stringMatching(/^20.*Z$/),
    password: expect.stringMatching(/^[0-9A-Za-z]{20}$/),
  });
  expect((await logIn(here, added.password)).status).toBe(200);
  const reset = JSON.parse((await words("reset-password")).stdout);
  expect(reset).toEqual({ id: 1, email, password: expect.stringMatching(/^[0-9A-Za-z]{20}$/) });
  expect((await logIn(here, added.password)).status).toBe(401);
  expect((await logIn(here, reset.password)).status).toBe(200);
});

test("disabling an account takes effect immediately, open streams included, and can be reverted", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const link = await alice.createLink();
  const { seen } = subscribe(here, { cookie: desk.cookie });
  await waitForSubscribers(here);
  const state = async () => [
    (await alice.get("/api/v1/links")).status,
    (await desk.graphql("{ viewer { email } }")).body.data.viewer,
    (await here.anonymous.visit(link.short_code)).status,
  ];

  const disabled = await runCommand(here.databaseUrl, ["user", "disable", "ALICE@example.com"]);
  expect(disabled).toEqual({
    exitCode: 0,
    stdout: "alice@example.com is disabled; its links still redirect.\n",
    stderr: named(here.databaseUrl),
  });
  expect(await state()).toEqual([401, null, 302]);
  await vi.waitFor(() => expect(seen.ended).toBe(true), 5_000);
  const listed = await runCommand(here.databaseUrl, ["user", "list"]);
  const today = new Date().toISOString().slice(0, 10);
  expect(listed.stdout).toBe(
    `ID  EMAIL              CREATED     LINKS\n1   alice@example.com  ${today}  1      disabled ${today}\n`,
  );

  await runCommand(here.databaseUrl, ["user", "enable", email]);
  expect(await state()).toEqual([200, { email }, 302]);
});

test("a password reset ends the sessions of a running service, and tokens on request", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const reset = (...switches: string[]) =>
    runCommand(
      here.databaseUrl,
      ["user", "reset-password", email, ...switches],
      "another horse battery staple\n",
    );
  const state = async () => [
    (await alice.get("/api/v1/links")).status,
    (await desk.graphql("{ viewer { email } }")).body.data.viewer,
  ];

  expect((await reset()).stdout).toBe(
    "alice@example.com has a new password, and its sessions are over.\n",
  );
  expect(await state()).toEqual([200, null]);
  await reset("--revoke-tokens");
  expect(await state()).toEqual([401, null]);
  expect((await logIn(here, password)).status).toBe(401);
});

test("accounts can be listed for scripts, without deleted ones", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const bob = await here.signUp("bob");
  await bob.graphql(
    `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }`,
    { input: { password } },
  );

  const { stdout } = await runCommand(here.databaseUrl, ["user", "list", "--json"]);

  expect(JSON.parse(stdout)).toEqual([
    { id: 1, email, createdAt: expect.any(String), disabledAt: null, links: 0 },
  ]);
});

test("an impossible command is rejected in one sentence without changes", {
  tags: ["full"],
}, async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const nowhere = newDatabaseUrl();
  const say = async (databaseUrl: string, words: string[], input = `${password}\n`) => {
    const { exitCode, stdout, stderr } = await runCommand(databaseUrl, words, input);
    return [exitCode, stdout, stderr.replace(named(databaseUrl), "").split("\n")[0]];
  };

  expect(await say(here.databaseUrl, ["user", "add", "ALICE@example.com"])).toEqual([
    1,
    "",
    "This email address is already registered. Log in instead.",
  ]);
  expect(await say(here.databaseUrl, ["user", "add", "bob@example.com"], "short\n")).toEqual([
    1,
    "",
    "The password is too short. Use at least 8 characters.",
  ]);
  expect(await say(here.databaseUrl, ["user", "add", "nobody"])).toEqual([
    1,
    "",
    "The email address is not valid. Use the form you@example.com.",
  ]);
  for (const words of ["disable", "enable", "reset-password", "delete"]) {
    expect(await say(here.databaseUrl, ["user", words, "bob@example.com"])).toEqual([
      1,
      "",
      "No account has the address bob@example.com.",
    ]);
  }
  expect(await say(nowhere, ["user", "list"])).toEqual([
    1,
    "",
    `There is no database at ${nowhere.slice(5)}: check DATABASE_URL.`,
  ]);
  expect(existsSync(nowhere.slice(5))).toBe(false);
  for (const [words, sentence] of [
    [["user"], 'There is no command "user".'],
    [["constructor"], 'There is no command "constructor".'],
    [["user", "add"], "Name one email address."],
    [["user", "add", "a@b.example", "secret"], "Name one email address."],
  ] as const) {
    expect(await say(here.databaseUrl, [...words])).toEqual([2, "", sentence]);
  }
  expect(await here.services.database.user.count()).toBe(1);
  const known = createClient(here.url);
  expect((await known.post("/api/v1/auth/login", { email, password })).status).toBe(200);
});

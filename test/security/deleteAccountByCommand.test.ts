import { expect, test, vi } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { runCommand } from "../support/command.ts";
import { newDatabaseUrl } from "../support/database.ts";
import { readAllRows } from "../support/expectRejection.ts";
import { subscribe, waitForSubscribers } from "../support/subscribe.ts";
import { createWorld, password, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const email = "alice@example.com";
const deleting = ({ databaseUrl }: World, input: string, ...switches: string[]) =>
  runCommand(databaseUrl, ["user", "delete", "ALICE@example.com", ...switches], input);

/**
 * Returns the access of an account to a running service: by token, by session cookie, as a visitor
 * and by login.
 */
async function access(here: World) {
  const alice = await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const kinds = [{}, { redirect_type: 301 }, { max_clicks: 5 }, { password: "open sesame" }];
  const links = await Promise.all(kinds.map((link) => alice.createLink(link)));
  const codes = links.map((link) => link.short_code as string);
  const { seen } = subscribe(here, { cookie: desk.cookie });
  await waitForSubscribers(here);
  const state = async () => ({
    token: (await alice.get("/api/v1/links")).status,
    session: (await desk.graphql("{ viewer { email } }")).body.data.viewer?.email ?? null,
    login: (await here.anonymous.post("/api/v1/auth/login", { email, password })).status,
    links: await Promise.all(codes.map(async (code) => (await here.anonymous.visit(code)).status)),
  });
  return { codes, seen, state };
}

test("deletes an account of a running service with the same guarantees as in the service", async () => {
  const here = await createWorld();
  const { codes, seen, state } = await access(here);
  const bob = await here.signUp("bob");
  const other = await bob.createLink();
  await here.anonymous.visit(other.short_code);
  // Fills the cache of the redirects.
  expect(await state()).toEqual({
    token: 200,
    session: email,
    login: 200,
    links: [302, 301, 302, 401],
  });

  const { exitCode, stdout } = await deleting(here, `${email}\n`);

  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: "Deleted alice@example.com, account 1; its links no longer redirect.\n",
  });
  expect(await state()).toEqual({
    token: 401,
    session: null,
    login: 401,
    links: [404, 404, 404, 404],
  });
  expect((await here.anonymous.visit(other.short_code)).status).toBe(302);
  await vi.waitFor(() => expect(seen.ended).toBe(true), 5_000);
  await vi.waitFor(async () => expect(await here.services.database.user.count()).toBe(1), {
    timeout: 20_000,
  });
  const left = JSON.stringify(await readAllRows(here.services.database));
  expect(left).not.toContain(email);
  const retired = await here.services.database.retiredCode.findMany();
  expect(retired.map(({ shortCode }) => shortCode).sort()).toEqual(codes.sort());
  const again = await here.signUp("alice");
  for (const short_code of codes) {
    const claim = { original_url: "https://example.com/", short_code };
    expect((await again.post("/api/v1/links", claim)).status).toBe(409);
  }
});

test("deletes an account while the service is stopped; the next startup deletes the remaining data", async () => {
  const DATABASE_URL = await newDatabaseUrl();
  const first = await createWorld({ DATABASE_URL });
  const { short_code } = await (await first.signUp("alice")).createLink();
  await first.stop();

  const { stdout } = await deleting(first, "", "--force", "--json");

  expect(JSON.parse(stdout)).toEqual({ id: 1, email });
  const second = await createWorld({ DATABASE_URL });
  expect((await second.anonymous.visit(short_code)).status).toBe(404);
  await vi.waitFor(async () => expect(await second.services.database.user.count()).toBe(0), {
    timeout: 20_000,
  });
  expect(await second.services.database.link.count()).toBe(0);
});

test("deletes nothing unless the email is confirmed or --force is given", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  await here.signUp("bob");
  const before = await readAllRows(here.services.database);

  for (const input of ["", "bob@example.com\n"]) {
    const { exitCode, stdout, stderr } = await deleting(here, input);
    expect([exitCode, stdout, stderr.split("\n").at(-2)]).toEqual([
      1,
      "",
      "That was not its email: nothing was deleted. --force asks nothing.",
    ]);
  }
  expect(await readAllRows(here.services.database)).toEqual(before);
});

import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient, type TestResponse } from "../support/client.ts";
import { startProgram } from "../support/program.ts";
import { recordSecret, secretsIn } from "../support/secrets.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld, password } from "../support/world.ts";

const register = `mutation ($input: RegisterInput!) { register(input: $input) { __typename ... on UserError { message } } }`;
const startSession = `mutation ($input: StartSessionInput!) { startSession(input: $input) { __typename } }`;
const changePassword = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename ... on UserError { message } } }`;

/** Secrets that must not be written anywhere, chosen so that they are found in any text. */
const made = {
  password: "Pa55word-of-the-account",
  newPassword: "Pa55word-of-tomorrow",
  wrongPassword: "Pa55word-that-is-wrong",
  inlinePassword: "Pa55word-within-the-query",
  malformedPassword: "Pa55word-in-broken-json",
  linkPassword: "Pa55word-of-the-link",
  wrongLinkPassword: "Pa55word-wrong-for-the-link",
  foreignToken: `lnk7_${"Qx7".repeat(15).slice(0, 43)}`,
  oddBearer: "Bearer-in-the-wrong-place",
  forgedCookie: "F0rged-cookie-secret",
};

const email = "alice@example.com";

/** Sends secrets in their proper places and in common wrong ones. Returns all responses. */
async function traffic(url: string, secrets: Set<string>): Promise<TestResponse[]> {
  const answers: TestResponse[] = [];
  const anybody = createClient(url);
  const note = async (sent: Promise<TestResponse>) => {
    const answer = await sent;
    answers.push(answer);
    return answer;
  };
  const account = { email, password: made.password };
  await note(anybody.post("/api/v1/auth/register", account));
  await note(anybody.graphql(register, { input: account }));
  await note(anybody.graphql(register, { input: { ...account, surplus: made.wrongPassword } }));
  const { body } = await note(anybody.post("/api/v1/auth/login", account));
  await note(anybody.post("/api/v1/auth/login", { email, password: made.wrongPassword }));
  await note(anybody.post("/api/v1/auth/login", { email, password: [made.wrongPassword] }));
  await note(anybody.post("/api/v1/auth/login", { email, passwort: made.wrongPassword }));
  await note(
    anybody.graphql(
      `mutation { login(input: { email: "${email}", password: "${made.inlinePassword}" }) { nothing } }`,
    ),
  );
  await note(
    anybody.graphql(
      `mutation { login(input: { email: "${email}", password: "${made.inlinePassword}" }) { ... on UserError { message } } }`,
    ),
  );
  for (const path of ["/api/v1/auth/login", "/graphql"]) {
    await note(
      anybody.request(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: `{"email": "${email}", "password": "${made.malformedPassword}`,
      }),
    );
  }

  const session = await note(anybody.graphql(startSession, { input: account }));
  const cookie = session.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  if (cookie) secrets.add(cookie.slice(cookie.indexOf("=") + 1));
  await note(anybody.graphql("{ viewer { email } }", {}, { cookie }));
  await note(
    anybody.graphql("{ viewer { email } }", {}, { cookie: `lnk7_session=${made.forgedCookie}` }),
  );
  const change = { currentPassword: made.wrongPassword, newPassword: made.newPassword };
  await note(anybody.graphql(changePassword, { input: change }, { cookie }));

  if (body?.token) secrets.add(body.token);
  const alice = createClient(url, body?.token ?? made.foreignToken);
  const link = { original_url: "https://example.com/", password: made.linkPassword };
  const created = await note(alice.post("/api/v1/links", { ...link, short_code: "guarded" }));
  await note(alice.post("/api/v1/links", { ...link, short_code: "guarded" }));
  await note(alice.post("/api/v1/links", { ...link, original_url: 7 }));
  await note(alice.put(`/api/v1/links/${created.body?.id ?? 1}`, link));
  for (const password of [made.wrongLinkPassword, made.linkPassword]) {
    const form = new URLSearchParams({ password });
    await note(alice.visit("guarded", { method: "POST", body: form }));
  }

  for (const authorization of [
    `Bearer ${made.foreignToken}`,
    `Basic ${made.oddBearer}`,
    made.oddBearer,
  ]) {
    await note(anybody.get("/api/v1/links", { authorization }));
    await note(anybody.graphql("{ viewer { email } }", {}, { authorization }));
  }
  await note(anybody.get(`/api/v1/links?token=${made.foreignToken}`));
  await note(anybody.get("/", { "x-request-id": made.foreignToken }));
  return answers;
}

test("no secret appears in a log, an error or the metrics, even after unexpected errors", async () => {
  const file = join(temporaryFolder(), "lnk7.db");
  const program = await startProgram({
    DATABASE_URL: `file:${file}`,
    LOG_LEVEL: "trace",
    METRICS_TOKEN: "M3trics-token-of-the-operator",
  });
  const secrets = new Set([...Object.values(made), "M3trics-token-of-the-operator"]);

  const answers = await traffic(program.url, secrets);
  const other = new Database(file);
  for (const table of ["Link", "Session", "User"]) {
    other.exec(`ALTER TABLE "${table}" RENAME TO "Broken${table}"`);
  }
  other.close();
  const failures = await traffic(program.url, secrets);
  const metrics = await createClient(program.url).get("/metrics", {
    authorization: "Bearer M3trics-token-of-the-operator",
  });
  await program.end("SIGTERM");

  // Only the response to a login contains a secret, the new token.
  const told = [...answers, ...failures].filter(({ body }) => body?.token === undefined);
  expect(failures.filter(({ status }) => status === 500).length).toBeGreaterThan(0);
  expect(program.printed.stdout).toContain('"level":50');
  expect(metrics.status).toBe(200);
  const places = {
    log: program.printed.stdout + program.printed.stderr,
    answers: told.map(({ text }) => text).join("\n"),
    metrics: metrics.text,
  };
  const found = Object.entries(places).flatMap(([place, text]) =>
    [...secrets].filter((secret) => text.includes(secret)).map((secret) => `${place}: ${secret}`),
  );
  expect(found).toEqual([]);
});

test("tests detect recorded secrets wherever a service writes them", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { cookie } = await signInBrowser(here, "alice");
  const link = await alice.createLink({ password: "Pa55word-of-the-link" });
  const body = new URLSearchParams({ password: "Pa55word-wrong" });
  await here.anonymous.visit(link.short_code, { method: "POST", body });
  const change = { currentPassword: password, newPassword: made.newPassword };
  await alice.graphql(changePassword, { input: change });
  recordSecret("too");
  const secrets = [
    password,
    String(alice.token),
    cookie.slice(cookie.indexOf("=") + 1),
    "Pa55word-of-the-link",
    "Pa55word-wrong",
    made.newPassword,
  ];

  expect(secretsIn(`{"msg":"${secrets.join(" ")} too"}`).toSorted()).toEqual(secrets.toSorted());
  expect(secretsIn(`{"msg":"request","requestId":"${link.short_code}"}`)).toEqual([]);
});

import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { unusualTexts } from "../support/unusualTexts.ts";
import { createWorld } from "../support/world.ts";

/** Returns the status for an unmodified path, which fetch would normalize. */
async function statusOf(url: string, path: string, method = "GET"): Promise<number | undefined> {
  const sent = request(url, { path, method }).end();
  const [answer] = await once(sent, "response");
  return answer.resume().statusCode;
}

/** Returns the first line of the response to a request with exactly these bytes. */
async function answerTo(url: string, bytes: string): Promise<string | undefined> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(bytes);
  return (await text(socket)).split("\r\n")[0];
}

test.each(["GET", "HEAD", "POST"])("unusual paths return 404 to %s, unlogged", async (method) => {
  const { url, log } = await createWorld();
  const paths = [
    `/${"a".repeat(10_000)}`,
    "/%00abc",
    "/abc%00",
    "/%F0%9F%98%80%F0%9F%98%80",
    "/%",
    "/%zz1",
    "//",
    "//evil.example",
    "//evil.example/..",
    "/abc/def",
    "/..%2f..%2fetc",
    "/ab",
    "/+",
    "/%2B",
    "/a+b",
    "/abc%0d%0aSet-Cookie:%20a=b",
  ];

  const statuses = await Promise.all(paths.map((path) => statusOf(url, path, method)));

  expect(statuses).toEqual(paths.map(() => 404));
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("dot segments match neither codes nor the home page, which accepts a query and an absolute URL", async () => {
  const { url } = await createWorld();
  const paths = ["/..", "/%2e%2e", "/.", "/../", "/", "/?ref=a", `${url}/`, `${url}?ref=a`];

  const statuses = await Promise.all(paths.map((path) => statusOf(url, path)));

  expect(statuses).toEqual([404, 404, 404, 404, 200, 200, 200, 200]);
});

test("bytes that are invalid in a URL are rejected without side effects", async () => {
  const { url, log } = await createWorld();
  const rest = "HTTP/1.1\r\nHost: lnk7.test\r\nConnection: close\r\n\r\n";

  const answers = [
    await answerTo(url, `GET /\0abc ${rest}`),
    await answerTo(url, `GET /\u{1f600}\u{1f600} ${rest}`),
    await answerTo(url, `GET  ${rest}`),
  ];

  expect(answers).toEqual(answers.map(() => "HTTP/1.1 400 Bad Request"));
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("a 16 KB header does not break a redirect", async () => {
  const { signUp, anonymous } = await createWorld();
  const { short_code } = await (await signUp("alice")).createLink();
  const large = "x".repeat(16 * 1024);

  for (const name of ["cookie", "user-agent", "referer", "x-forwarded-for"]) {
    const { status, headers } = await anonymous.visit(short_code, { headers: { [name]: large } });
    expect([name, status, headers.get("location")]).toEqual([name, 302, "https://example.com/"]);
  }
});

test("no page reveals the headers of its request", async () => {
  const { signUp, anonymous, log } = await createWorld();
  const alice = await signUp("alice");
  const codes = [
    (await alice.createLink({ password: "sesame" })).short_code,
    `${(await alice.createLink()).short_code}+`,
    "n0such1",
  ];
  for (const code of codes) {
    const expected = (await anonymous.visit(code)).text;
    const pages = new Set<string>();
    for (const odd of unusualTexts) {
      const headers = {
        "user-agent": odd,
        referer: odd,
        "x-forwarded-for": odd,
        "x-forwarded-host": odd,
        "accept-language": odd,
      };
      pages.add((await anonymous.visit(code, { headers })).text);
    }
    expect([...pages]).toEqual([expected]);
  }
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

import { expect, test } from "vitest";
import { expectRejection } from "../support/expectRejection.ts";
import { createWorld } from "../support/world.ts";

const notAUrl =
  "400 The URL is not valid. Use an absolute http or https URL, such as https://example.com/page.";
const wrongScheme = "400 The URL scheme is not supported. Use http or https.";
const credentials = "400 URLs with a user name or password are not allowed.";
const loop = "400 The URL points to this service. Use the destination itself.";
const lineBreak = "400 The URL contains a line break. Remove it.";
const tab = "400 The URL contains a tab. Remove it.";
const twice = "400 The URL contains its scheme twice. Write https:// only once.";
const tooManyCharacters = (count: number) =>
  `400 The URL is too long: it has ${count} characters. Use at most 8192.`;
const tooManyBytes = (count: number) =>
  `400 The URL is too long: it has ${count} bytes after percent-encoding. Use at most 8192.`;

const ofLength = (length: number) => "https://example.com/".padEnd(length, "a");

/** Invisible characters that are pasted with a URL. */
const invisible = [
  ..."\u200b\u200c\u200d\u2060\ufeff\u00ad\u061c\u180e\u200e\u200f",
  ..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
  ..." \t\n\r\u00a0\u3000\u2003\u2028\u0085\u0001\u007f\u3164",
];

const accepted = [
  "https://example.com",
  "HTTP://EXAMPLE.COM:80/A?B#C",
  "https://example.com:8443/",
  "https:example.com",
  "https:\\\\example.com\\path",
  "https://bücher.example/straße?q=größe#ende",
  "https://例え.テスト/日本",
  "https://xn--bcher-kva.example/",
  "https://example.com/🎉",
  "https://[2001:db8::1]:8080/",
  "http://127.0.0.1/",
  "http://0x7f.1/",
  "https://example.com/%",
  "https://example.com/%zz%41%2F%2f",
  "https://example.com/a b?c d&e='\"<>#f g",
  "https://example.com/a/../b/./c//d",
  "https://example.com/javascript:alert(1)",
  "https://example.com/?next=https://user:secret@other.example/",
  "https://example.com/https://other.example/",
  "https://https.example//",
  "https://http:8080//",
  "https://https/page",
  "https://example.com/a\u202ebc\u202c/\u200b?q=\u2066#\u200f.",
  "https://example.com/❤️",
  "https://example.com/🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "https://example.com/@someone",
  "http://lnk7.test:8080/",
  "http://other.lnk7.test/",
  "http://lnk7.test.example/",
  ofLength(8192),
  `https://example.com/?q=${"ü".repeat(500)}`,
  `${ofLength(8180)}ü${"ü"}`,
];

const rejected: Record<string, string> = {
  "": notAUrl,
  " ": notAUrl,
  "example.com": notAUrl,
  "/path": notAUrl,
  "//example.com": notAUrl,
  "https://": notAUrl,
  "https:///": notAUrl,
  "http://exa mple.com/": notAUrl,
  "http://exa<mple.com/": notAUrl,
  "http://[::1/": notAUrl,
  "http://1.2.3.256/": notAUrl,
  "http://example.com:65536/": notAUrl,
  "https://example.com/\0": notAUrl,
  "https://example.com/\ud800": notAUrl,
  "https://exam\u202eple.com/": notAUrl,
  "javascript:alert(1)": wrongScheme,
  "JavaScript:alert(1)": wrongScheme,
  " javascript:alert(1)": wrongScheme,
  "java\tscript:alert(1)": wrongScheme,
  "java\r\nscript:alert(1)": wrongScheme,
  "\u0001javascript:alert(1)": wrongScheme,
  "javascript://example.com/%0Aalert(1)": wrongScheme,
  "java%73cript:alert(1)": notAUrl,
  "&#106;avascript:alert(1)": notAUrl,
  "data:text/html,<script>alert(1)</script>": wrongScheme,
  "DATA:text/html;base64,PHNjcmlwdD4=": wrongScheme,
  "vbscript:msgbox(1)": wrongScheme,
  "file:///etc/passwd": wrongScheme,
  "ftp://example.com/": wrongScheme,
  "blob:https://example.com/1": wrongScheme,
  "view-source:https://example.com/": wrongScheme,
  "mailto:you@example.com": wrongScheme,
  "https://user:password@example.com/": credentials,
  "https://user@example.com/": credentials,
  "https://:password@example.com/": credentials,
  "https://example.com\t@other.example/": credentials,
  "http://lnk7.test": loop,
  "http://lnk7.test/abc123d": loop,
  "https://lnk7.test/abc123d": loop,
  "http://lnk7.test:80/": loop,
  "https://lnk7.test:443/": loop,
  "http://LNK7.Test/": loop,
  "http://lnk7.test./": loop,
  "http://lnk7。test/": loop,
  "http://%6cnk7.test/": loop,
  "http:\\\\lnk7.test\\": loop,
  "http://lnk7.test?a": loop,
  [ofLength(8193)]: tooManyCharacters(8193),
  [`https://example.com/${"🎉".repeat(8173)}`]: tooManyCharacters(8193),
  [`${ofLength(8187)}é`]: tooManyBytes(8193),
  [`https://example.com/${"🎉".repeat(700)}`]: tooManyBytes(8420),
  "https://example.com/a\nb": lineBreak,
  "https://example.com/a\rb": lineBreak,
  "https://example.com/a\r\n\r\nb": lineBreak,
  "https://example.com/a\u2028b": lineBreak,
  "https://example.com/a\u0085b": lineBreak,
  "https://exam\nple.com/": lineBreak,
  "ht\ntps://example.com/": lineBreak,
  "https://example.com/a\tb": tab,
  "https://exam\tple.com/": tab,
  "https://https://example.com": twice,
  "http://http://example.com/a": twice,
  "https://https//example.com": twice,
  "http://https//example.com": twice,
  "HTTPS://HTTP://EXAMPLE.COM": twice,
  "https:https://example.com": twice,
  "https:///https://example.com": twice,
  "https://http:/example.com": twice,
  "https:\\\\https:\\\\example.com": twice,
  "https://www.https://example.com": twice,
};

test("an accepted URL is stored as given and redirects to its WHATWG serialization", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");

  for (const url of accepted) {
    const link = await alice.createLink({ original_url: `\n ${url} ` });
    const { headers } = await anonymous.visit(link.short_code);
    expect([link.original_url, headers.get("location")]).toEqual([url, new URL(url).href]);
    expect(headers.get("location")).toMatch(/^[\x21-\x7e]+$/);
  }
});

test("invisible characters before and after a URL are removed", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");

  for (const mark of [...invisible, invisible.join("")]) {
    const link = await alice.createLink({ original_url: `${mark}https://example.com/${mark}` });
    const { headers } = await anonymous.visit(link.short_code);
    expect([mark, link.original_url, headers.get("location")]).toEqual([
      mark,
      "https://example.com/",
      "https://example.com/",
    ]);
  }
});

test("a URL with 21,000 invisible characters inside is rejected as fast as any other", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const original_url = `a${"\u200b".repeat(21_000)}a`;
  const before = performance.now();

  const { status, body } = await alice.post("/api/v1/links", { original_url });

  expect([status, body.detail]).toEqual([400, tooManyCharacters(21_002).slice("400 ".length)]);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test("a rejected URL neither creates nor changes a link", async () => {
  const scene = await createWorld();
  const alice = await scene.signUp("alice");
  const { id } = await alice.createLink();
  const headers = { "content-type": "application/json" };

  for (const [original_url, answer] of Object.entries(rejected)) {
    const body = JSON.stringify({ original_url });
    const create = { method: "POST", body, headers };
    expect(await expectRejection(scene, alice, "/api/v1/links", create), body).toBe(answer);
    const update = { method: "PUT", body, headers };
    expect(await expectRejection(scene, alice, `/api/v1/links/${id}`, update), body).toBe(answer);
  }
});

import { expect, test } from "vitest";
import { refusal } from "../support/refusal.ts";
import { world } from "../support/world.ts";

const notAUrl = "400 This is not a URL. It should look like https://example.com/page.";
const wrongScheme = "400 Only http and https URLs can be shortened.";
const credentials = "400 The URL holds a user name or password, which everybody would see.";
const loop = "400 The URL leads back to this service. Shorten where it leads instead.";
const tooLong = "400 The URL is too long: use at most 2048 characters.";

const ofLength = (length: number) => "https://example.com/".padEnd(length, "a");

const accepted = [
  "https://example.com",
  "HTTP://EXAMPLE.COM:80/A?B#C",
  "https://example.com:8443/",
  "https:example.com",
  "https:\\\\example.com\\path",
  "ht\ntps://exa\tmple.com/a\r\nb",
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
  "https://example.com/@someone",
  "http://lnk7.test:8080/",
  "http://other.lnk7.test/",
  "http://lnk7.test.example/",
  ofLength(2048),
];

const refused: Record<string, string> = {
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
  [ofLength(2049)]: tooLong,
  [`${ofLength(2043)}é`]: tooLong,
};

test("an accepted URL is kept as given and redirects to its WHATWG serialisation", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");

  for (const url of accepted) {
    const link = await alice.createsLink({ original_url: `\n ${url} ` });
    const { headers } = await anybody.visit(link.short_code);
    expect([link.original_url, headers.get("location")]).toEqual([url, new URL(url).href]);
    expect(headers.get("location")).toMatch(/^[\x21-\x7e]+$/);
  }
});

test("a refused URL makes no link and changes none", async () => {
  const scene = await world();
  const alice = await scene.person("alice");
  const { id } = await alice.createsLink();
  const headers = { "content-type": "application/json" };

  for (const [original_url, answer] of Object.entries(refused)) {
    const body = JSON.stringify({ original_url });
    const create = { method: "POST", body, headers };
    expect(await refusal(scene, alice, "/api/v1/links", create), body).toBe(answer);
    const update = { method: "PUT", body, headers };
    expect(await refusal(scene, alice, `/api/v1/links/${id}`, update), body).toBe(answer);
  }
});

import { expect, test } from "vitest";
import { toLinkKey } from "../../src/core/links/linkKey.ts";
import { setClock } from "../support/fakeClock.ts";
import { createWorld } from "../support/world.ts";

const json = { headers: { accept: "application/json" } };

test("the preview shows the destination without redirecting or counting", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({
    original_url: "https://example.com/?q=\"><script>alert(1)</script>&p='",
  });

  const html = await anonymous.visit(`${link.short_code}+`);
  const { body } = await anonymous.visit(`${link.short_code}+`, json);

  const rest = "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&p=%27";
  const escaped = rest.replaceAll("&", "&amp;");
  expect([html.status, html.headers.get("location")]).toEqual([200, null]);
  expect(html.text).toContain(
    `<a href="https://example.com${escaped}" rel="nofollow noreferrer">https://<strong>example.com</strong>${escaped}</a>`,
  );
  expect(html.text).not.toMatch(/<script|<img/);
  expect(body).toEqual({
    original_url: `https://example.com${rest}`,
    host: "example.com",
    created_at: link.created_at,
  });
  expect((await alice.get(`/api/v1/links/${link.id}`)).body.click_count).toBe(0);
});

test("the preview does not reveal the title of a link", async () => {
  const { signUp, anonymous } = await createWorld();
  const { short_code } = await (await signUp("alice")).createLink({ title: "Leak for Bob" });

  for (const accept of ["text/html", "application/json"]) {
    const { text } = await anonymous.visit(`${short_code}+`, { headers: { accept } });
    expect(text).not.toContain("Leak");
  }
});

test("the preview shows the URL as browsers request it and highlights the host", async () => {
  const { signUp, anonymous, services } = await createWorld();
  const { id, short_code } = await (await signUp("alice")).createLink();

  for (const [originalUrl, host, rest] of [
    ["https://\u0430\u0440\u0440\u04cf\u0435.com/login", "xn--80ak6aa92e.com", "/login"],
    ["https://google.com\u2044login.example.com/", "google.xn--comlogin-g03d.example.com", "/"],
    ["https://good.com\u2215login.example.org/", "good.xn--comlogin-0f7d.example.org", "/"],
    ["https://good.com\n\n.example.org/", "good.com.example.org", "/"],
    ["https://example.com/\u202egpj.exe?\u202e", "example.com", "/%E2%80%AEgpj.exe?%E2%80%AE"],
    ["https://ex\u00adam\u200bple.com:8443/?", "example.com:8443", "/?"],
    ["https://good.com:443@evil.example/", "evil.example", "/"],
    ["http://[2001:DB8::1]:8080", "[2001:db8::1]:8080", "/"],
    ["https://\uff47\uff4f\uff4f\uff44.com\uff0e/", "good.com.", "/"],
  ] as const) {
    // Earlier versions may have stored such a URL before it was rejected.
    await services.database.link.update({ where: { id }, data: { originalUrl } });
    services.events.cache.emit("linkStale", toLinkKey(short_code));

    const { body } = await anonymous.visit(`${short_code}+`, json);
    const { text } = await anonymous.visit(`${short_code}+`);
    const { headers } = await anonymous.visit(short_code);

    expect(body.host).toBe(host);
    expect(body.original_url).toMatch(/^[\x21-\x7e]+$/);
    expect(body.original_url).toBe(headers.get("location"));
    expect(text).toContain(`<strong>${host}</strong>${rest}</a>`);
  }
});

test.each([
  ["2030-05-06T10:00:59Z", "just now"],
  ["2030-05-06T10:01:00Z", "1 minute ago"],
  ["2030-05-06T15:30:00Z", "5 hours ago"],
  ["2030-05-09T12:00:00Z", "3 days ago"],
  ["2032-12-24T12:00:00Z", "2 years ago"],
])("at %s the preview of a link of 6 May 2030 shows its age as %s", async (now, age) => {
  const { signUp, anonymous, services } = await createWorld();
  const { id, short_code } = await (await signUp("alice")).createLink();
  const createdAt = new Date("2030-05-06T10:00:00Z");
  await services.database.link.update({ where: { id }, data: { createdAt } });

  setClock(now);
  const { text } = await anonymous.visit(`${short_code}+`);

  expect(text).toContain(
    `<p>This short link was made ${age}, on <time datetime="2030-05-06">6 May 2030</time>, and leads to</p>`,
  );
});

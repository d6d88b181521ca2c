import { expect, test } from "vitest";
import { createWorld, type World } from "../support/world.ts";

const notFound =
  "This short link does not exist, or is switched off. Check it for typing mistakes.";
const gone = "This short link has expired or was used as often as it may be.";
const locked = "This link is protected. Enter its password to go on.";

/** Returns the short codes of one link for each state that does not redirect. */
async function closedLinks({ signUp, services, anonymous }: World) {
  const alice = await signUp("alice");
  const secret = "https://secret.example/destination";
  const off = await alice.createLink({ original_url: secret, is_active: false });
  const expired = await alice.createLink({ original_url: secret });
  await services.database.link.update({
    where: { id: expired.id },
    data: { expiresAt: new Date(Date.now() - 1) },
  });
  const exhausted = await alice.createLink({ original_url: secret, max_clicks: 1 });
  await anonymous.visit(exhausted.short_code);
  const locked = await alice.createLink({ original_url: secret, password: "sesame" });
  return {
    unknown: "n0such1",
    off: off.short_code,
    expired: expired.short_code,
    exhausted: exhausted.short_code,
    locked: locked.short_code,
  };
}

test("each state has its own response for GET and HEAD in HTML and JSON, without the destination", async () => {
  const somewhere = await createWorld();
  const codes = await closedLinks(somewhere);
  const expected = {
    unknown: [404, notFound],
    off: [404, notFound],
    expired: [410, gone],
    exhausted: [410, gone],
    locked: [401, locked],
  } as const;

  for (const [state, [status, detail]] of Object.entries(expected)) {
    const code = codes[state as keyof typeof codes];
    for (const path of [code, `${code}+`]) {
      const html = await somewhere.anonymous.visit(path, { headers: { accept: "text/html" } });
      const json = await somewhere.anonymous.visit(path, {
        headers: { accept: "application/json" },
      });
      const head = await somewhere.anonymous.visit(path, { method: "HEAD" });

      expect([state, html.status, json.status, head.status]).toEqual([
        state,
        status,
        status,
        status,
      ]);
      expect(json.body).toEqual({ detail });
      expect(html.text).toContain(detail);
      expect(html.headers.get("content-type")).toBe("text/html; charset=UTF-8");
      expect(html.headers.get("content-security-policy")).not.toContain("script-src");
      for (const answer of [html, json, head]) {
        expect(answer.headers.get("location")).toBeNull();
        expect(answer.headers.get("cache-control")).toBe("private, no-store");
        expect(answer.text).not.toContain("secret.example");
      }
    }
  }
});

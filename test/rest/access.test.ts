import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { expectRejection } from "../support/expectRejection.ts";
import { routesWithId, routesWithToken, toPath, toRequest } from "../support/restRoutes.ts";
import { createApiToken, createTwoUsers } from "../support/twoUsers.ts";

const malformed = "401 The Authorization header is malformed. Use the form: Bearer lnk7_…";
const invalid = "401 Invalid API token: it is unknown, revoked or expired.";

test("every call that needs a token rejects requests without a valid one", async () => {
  const scene = await createTwoUsers();
  const { alice, anonymous, services, ids } = scene;
  const revoked = await createApiToken(alice, ["LINKS_READ"]);
  await alice.delete(`/api/v1/auth/tokens/${revoked.tokenId}`);
  const expired = await createApiToken(alice, ["LINKS_READ"]);
  await services.database.apiToken.update({
    where: { publicId: expired.tokenId },
    data: { expiresAt: new Date(Date.now() - 1) },
  });
  const headers: Record<string, string> = {
    "": malformed,
    Bearer: malformed,
    "Basic YWxpY2U6c2VjcmV0": malformed,
    [`${alice.token}`]: malformed,
    [`Bearer ${alice.token} ${alice.token}`]: malformed,
    "Bearer nonsense": invalid,
    [`Bearer ${alice.token}x`]: invalid,
    [`Bearer ${alice.token?.toUpperCase()}`]: invalid,
    [`Bearer lnk7_${"a".repeat(43)}`]: invalid,
    [`Bearer ${revoked.secret}`]: invalid,
    [`Bearer ${expired.secret}`]: invalid,
  };

  for (const route of routesWithToken) {
    expect(await expectRejection(scene, anonymous, toPath(route, ids), toRequest(route))).toBe(
      "401 The API token is missing. Send it in the header Authorization: Bearer lnk7_…",
    );
    for (const [authorization, answer] of Object.entries(headers)) {
      const request = toRequest(route, { authorization });
      const given = await expectRejection(scene, anonymous, toPath(route, ids), request);
      expect(given, `${route.method} ${route.path} with ${authorization}`).toBe(answer);
    }
  }
});

test("every call needs its own scope and no other", async () => {
  const scene = await createTwoUsers();
  const { alice, ids, url } = scene;
  const scopes = [...new Set(routesWithToken.map((route) => String(route.scope)))];

  for (const route of routesWithToken) {
    const path = toPath(route, ids);
    const others = scopes.filter((scope) => scope !== route.scope);
    const without = createClient(url, (await createApiToken(alice, others)).secret);
    expect(await expectRejection(scene, without, path, toRequest(route))).toBe(
      `403 This token lacks the scope ${route.scope?.toLowerCase().replace("_", ":")}. Use a token that has it.`,
    );
    const only = createClient(url, (await createApiToken(alice, [String(route.scope)])).secret);
    expect((await only.request(path, toRequest(route))).status).toBe(route.status);
  }
});

test("a resource of another user has the same response as a missing one, byte for byte", async () => {
  const scene = await createTwoUsers();
  const { alice, idsOfBob } = scene;
  const nobodys = { link_id: 999_999, token_id: "tok_0000000000000000" };

  for (const route of routesWithId) {
    const answers = [];
    for (const path of [toPath(route, idsOfBob), toPath(route, nobodys)]) {
      await expectRejection(scene, alice, path, toRequest(route));
      const { status, headers, text } = await alice.request(path, toRequest(route));
      const own = { date: null, "x-request-id": null };
      answers.push({ status, headers: { ...Object.fromEntries(headers), ...own }, text });
    }
    const [otherUsers, unknown] = answers;
    expect(otherUsers, `${route.method} ${route.path}`).toEqual(unknown);
    expect(unknown).toMatchObject({
      status: 404,
      text: JSON.stringify({
        detail: route.path.includes("token_id") ? "API token not found." : "Link not found.",
      }),
    });
  }
});

test("a wrong password and an unknown email are rejected with the same message", async () => {
  const scene = await createTwoUsers();

  for (const email of ["alice@example.com", "nobody@example.com"]) {
    const body = JSON.stringify({ email, password: "not the password" });
    const headers = { "content-type": "application/json" };
    const path = "/api/v1/auth/login";
    expect(
      await expectRejection(scene, scene.anonymous, path, { method: "POST", body, headers }),
    ).toBe("401 The email or password is wrong. Check both and try again.");
  }
});

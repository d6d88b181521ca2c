import { expect, test } from "vitest";
import { sessionActor } from "../../src/core/auth/actor.ts";
import { authenticateToken } from "../../src/core/auth/authenticate.ts";
import { UnauthenticatedError } from "../../src/core/errors.ts";
import { createToken } from "../../src/core/tokens/createToken.ts";
import { signInBrowser } from "../support/browser.ts";
import { createWorld, type World } from "../support/world.ts";

const script = { name: "Script", scopes: ["links:read"] } as const;

/** Returns the number of valid tokens. */
const valid = ({ services }: World) =>
  services.database.apiToken.count({ where: { revokedAt: null } });

test("a request authenticated before all tokens were revoked cannot create a token afterwards", async () => {
  const here = await createWorld();
  const { token } = await here.signUp("alice");
  const actor = await authenticateToken(here.services, "", String(token));
  await createToken(actor, script);
  await here.services.database.apiToken.updateMany({ data: { revokedAt: new Date() } });

  await expect(createToken(actor, script)).rejects.toThrow(UnauthenticatedError);

  expect(await valid(here)).toBe(0);
});

test("a request of a session that ended in the meantime cannot create a token", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  await signInBrowser(here, "alice");
  const session = await here.services.database.session.findFirstOrThrow();
  const actor = sessionActor(here.services, "", session);
  await createToken(actor, script);
  await here.services.database.session.deleteMany();

  await expect(createToken(actor, script)).rejects.toThrow(UnauthenticatedError);

  expect(await valid(here)).toBe(2);
});

import { expect, test } from "vitest";
import { toLinkKey } from "../../src/core/links/linkKey.ts";
import type { RedirectTarget } from "../../src/core/links/redirectTarget.ts";
import { decide } from "../../src/redirect/decide.ts";

const now = Date.UTC(2026, 0, 1);

const active: RedirectTarget = {
  linkKey: toLinkKey("docs"),
  id: 1,
  ownerId: 1,
  shortCode: "docs",
  location: "https://example.com/",
  blockReason: null,
  isActive: true,
  redirectType: 302,
  expiresAt: null,
  maxClicks: null,
  clickCount: 0,
  passwordHash: null,
  version: 1,
};

const visit = { method: "GET", unlockedHash: null };

test.each([
  ["redirects an active link", {}, visit, "active"],
  ["redirects until the moment of expiry", { expiresAt: now + 1 }, visit, "active"],
  ["ends at the moment of expiry", { expiresAt: now }, visit, "gone"],
  ["hides a disabled link", { isActive: false }, visit, "notFound"],
  [
    "hides a disabled link that is blocked",
    { isActive: false, blockReason: "PRIVATE_HOST" },
    visit,
    "notFound",
  ],
  ["blocks a blocked destination", { blockReason: "PRIVATE_HOST" }, visit, "blocked"],
  ["asks for the password", { passwordHash: "hash" }, visit, "password"],
  [
    "asks again when the password has changed",
    { passwordHash: "new" },
    { ...visit, unlockedHash: "old" },
    "password",
  ],
  [
    "redirects with the password",
    { passwordHash: "hash" },
    { ...visit, unlockedHash: "hash" },
    "active",
  ],
  ["leaves a click limit to the database", { maxClicks: 2, clickCount: 1 }, visit, "consumeClick"],
  ["ends when the clicks are used up", { maxClicks: 2, clickCount: 2 }, visit, "gone"],
  [
    "asks for the password before a click is consumed",
    { maxClicks: 2, passwordHash: "hash" },
    visit,
    "password",
  ],
  ["rejects PUT with 302", {}, { ...visit, method: "PUT" }, "methodNotAllowed"],
  ["redirects PUT with 308", { redirectType: 308 }, { ...visit, method: "PUT" }, "active"],
] as const)("%s", (_, properties, request, outcome) => {
  expect(decide({ ...active, ...properties }, request, now).outcome).toBe(outcome);
});

test("a code without a link is not found", () => {
  expect(decide(null, visit, now)).toEqual({ outcome: "notFound" });
});

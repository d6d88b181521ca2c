import { expect, test } from "vitest";
import { expectRejection } from "../support/expectRejection.ts";
import { invalidUtf8, withBytes } from "../support/invalidUtf8.ts";
import { type RestRoute, routesWithBody, toPath, toRequest } from "../support/restRoutes.ts";
import { createTwoUsers } from "../support/twoUsers.ts";

const notJson = "422 The request body is not valid JSON. Send a JSON object.";
const tooDeep = "422 The request body is nested too deeply. Send a flat JSON object.";
const notAnObject = "422 The body must be an object.";
const unrecognized = (key: string) => `422 The body has an unknown field: ${key}. Remove it.`;
const wrongEncoding = "400 The request body is not UTF-8. Encode it as UTF-8.";
const wrongMediaType =
  "415 The request body must be JSON. Send the header Content-Type: application/json.";
const tooLarge = "413 The request body is too large. Send at most 65536 bytes.";

/** Sends each body, or each kind of request, to every route that accepts a body. */
async function everyRouteRejects(
  cases: (route: RestRoute) => [request: RequestInit, answer: string][],
): Promise<void> {
  const scene = await createTwoUsers();
  for (const route of routesWithBody) {
    for (const [request, answer] of cases(route)) {
      const init = { ...toRequest(route), ...request };
      const given = await expectRejection(scene, scene.alice, toPath(route, scene.ids), init);
      expect(given, `${route.method} ${route.path}: ${String(init.body).slice(0, 60)}`).toBe(
        answer,
      );
    }
  }
}

const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000);

test("rejects a body that is not one unambiguous JSON object", () =>
  everyRouteRejects(({ body = {} }) => {
    const text = JSON.stringify(body);
    const [key] = Object.keys(body);
    return [
      [{ body: "" }, notJson],
      [{ body: " " }, notJson],
      [{ body: "{" }, notJson],
      [{ body: `${text},` }, notJson],
      [{ body: `${text}${text}` }, notJson],
      [{ body: text.replaceAll('"', "'") }, notJson],
      [{ body: "[]" }, notAnObject],
      [{ body: `[${text}]` }, notAnObject],
      [{ body: "null" }, notAnObject],
      [{ body: "1" }, notAnObject],
      [{ body: JSON.stringify(text) }, notAnObject],
      [{ body: deep("[", "]") }, tooDeep],
      [{ body: `{"title":${deep("[", "]")}}` }, tooDeep],
      [
        { body: text.replace("{", `{"${key}":"another",`) },
        `422 The field ${key} appears more than once. Send it once.`,
      ],
      [{ body: text.replace("{", '{"__proto__":{"admin":true},') }, unrecognized("__proto__")],
      [{ body: text.replace("{", '{"constructor":1,') }, unrecognized("constructor")],
      [{ body: text.replace("{", '{"surprise":1,') }, unrecognized("surprise")],
    ];
  }));

test("rejects a body that is not UTF-8 without storing any of it", () =>
  everyRouteRejects(({ body = {} }) => {
    const text = JSON.stringify({ ...body, title: "caf*", email: "caf*@example.com" });
    const utf16 = Buffer.from(`\ufeff${JSON.stringify(body)}`, "utf16le");
    return [...Object.values(invalidUtf8).map((bytes) => withBytes(text, bytes)), utf16].map(
      (sent) => [{ body: sent }, wrongEncoding],
    );
  }));

test("rejects a body of another media type without reading it", () =>
  everyRouteRejects(({ body }) =>
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"].map(
      // A Blob without a type is sent without a Content-Type.
      (type) => [{ body: new Blob([JSON.stringify(body)], { type }), headers: {} }, wrongMediaType],
    ),
  ));

test("rejects a body that is too large, with or without a declared length", () =>
  everyRouteRejects(() => {
    const body = `{"password":"${"a".repeat(1024 * 1024)}"}`;
    const stream = { body: new Blob([body]).stream(), duplex: "half" } as RequestInit;
    return [
      [{ body }, tooLarge],
      [stream, tooLarge],
    ];
  }));

test("accepts every spelling of the media type and bodies of exactly the maximum size", async () => {
  const { alice } = await createTwoUsers();
  const types = [
    "application/json",
    "Application/JSON",
    "application/json;charset=utf-8",
    "application/json ; charset=utf-8",
    'application/json; charset="UTF-8"',
    "application/json;",
  ];

  for (const type of types) {
    const body = '{"original_url":"https://example.com/"}'.padEnd(64 * 1024);
    const request = { method: "POST", body, headers: { "content-type": type } };
    expect((await alice.request("/api/v1/links", request)).status, type).toBe(201);
  }
});

test("stores all UTF-8 text unchanged, with or without a byte order mark before the body", async () => {
  const { alice } = await createTwoUsers();
  const headers = { "content-type": "application/json" };
  const title = "Ünïcödé \ufffd 𝒳 🎉 \u{10ffff} \ufeff.";

  for (const mark of ["", "\ufeff"]) {
    const body = `${mark}${JSON.stringify({ original_url: "https://example.com/", title })}`;
    const answer = await alice.request("/api/v1/links", { method: "POST", body, headers });
    expect([answer.status, answer.body.title]).toEqual([201, title]);
  }
});

import { expect, test } from "vitest";
import { restRoutes, toPath, toRequest } from "../support/restRoutes.ts";
import { createTwoUsers } from "../support/twoUsers.ts";
import { createWorld } from "../support/world.ts";

const noRoute = (path: string) => `No route matches ${path}. See /api/v1/docs for all routes.`;

test("returns problem details to a caller that requests them (RFC 9457)", async () => {
  const { alice, anonymous } = await createTwoUsers();
  const problem = (
    status: number,
    title: string,
    code: string,
    detail: string,
    instance: string,
  ) => ({
    type: "about:blank",
    title,
    status,
    detail,
    code,
    instance,
  });
  const accept = { accept: "application/json, Application/Problem+JSON;q=0.5" };
  const noLink = "Link not found.";
  const noToken = "The API token is missing. Send it in the header Authorization: Bearer lnk7_…";

  const answers = [
    await alice.get("/api/v1/links/999?secret=1", accept),
    await anonymous.get("/api/v1/links", accept),
    await anonymous.get("/api/nothing", accept),
    await alice.get("/api/v1/links?page=0", accept),
  ];

  expect(answers.map(({ headers }) => headers.get("content-type"))).toEqual(
    answers.map(() => "application/problem+json"),
  );
  expect(answers.map(({ body }) => body)).toEqual([
    problem(404, "Not Found", "LINK_NOT_FOUND", noLink, "/api/v1/links/999"),
    problem(401, "Unauthorized", "UNAUTHENTICATED", noToken, "/api/v1/links"),
    problem(404, "Not Found", "NOT_FOUND", noRoute("/api/nothing"), "/api/nothing"),
    problem(400, "Bad Request", "BAD_USER_INPUT", "page must be at least 1.", "/api/v1/links"),
  ]);
});

test("returns no problem details to other callers", async () => {
  const { anonymous } = await createWorld();

  for (const accept of ["*/*", "application/*", "text/html", "application/problem+json;q=0"]) {
    const { body } = await anonymous.get("/api/v1/nothing", { accept });
    expect(body, accept).toEqual({ detail: noRoute("/api/v1/nothing") });
  }
});

test("every response has a request id: that of the caller if it is short and plain", async () => {
  const { alice, anonymous, ids, log } = await createTwoUsers();

  for (const route of restRoutes) {
    for (const client of [anonymous, alice]) {
      const own = `own-${crypto.randomUUID()}`;
      const request = toRequest(route, { "x-request-id": own });
      const { headers } = await client.request(toPath(route, ids), request);
      expect(headers.get("x-request-id"), route.path).toBe(own);
      expect(log.filter(({ requestId }) => requestId === own)).toHaveLength(1);
    }
  }
  for (const id of ["short", "with space", "<script>alert(1)</script>", "a".repeat(65)]) {
    const { headers } = await alice.get("/api/v1/links", { "x-request-id": id });
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("an unexpected error is a 500 with only its request id and is logged once", async () => {
  const { signUp, log } = await createWorld(
    {},
    {
      generateShortCode: () => {
        throw new Error("the secret of the unexpected error");
      },
    },
  );
  const alice = await signUp("alice");

  const answer = await alice.post("/api/v1/links", { original_url: "https://example.com/" });

  const id = answer.headers.get("x-request-id");
  expect([answer.status, answer.body]).toEqual([
    500,
    {
      detail: `Unexpected server error. Quote the X-Request-Id header when reporting it. The request ID is ${id}.`,
    },
  ]);
  expect(log.filter((line) => line.requestId === id && line.err)).toHaveLength(1);
});

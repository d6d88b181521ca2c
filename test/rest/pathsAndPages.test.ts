import { expect, test } from "vitest";
import type { TestResponse } from "../support/client.ts";
import { expectRejection } from "../support/expectRejection.ts";
import { restRoutes, routesWithId, toPath, toRequest } from "../support/restRoutes.ts";
import { createTwoUsers } from "../support/twoUsers.ts";

const listed = "/api/v1/links";

test("returns 404 for a path without an existing link or token", async () => {
  const scene = await createTwoUsers();
  const strange = [
    "0",
    "-1",
    "1.5",
    "abc",
    "01",
    "+1",
    "1e0",
    "1%20",
    "%00",
    "%zz",
    "a".repeat(5000),
  ];
  const large = [2 ** 53, 2 ** 53 - 1, "9223372036854775808", "9".repeat(400)];

  for (const route of routesWithId) {
    for (const id of [...strange, ...large]) {
      const path = toPath(route, { link_id: id, token_id: id });
      expect(await expectRejection(scene, scene.alice, path, toRequest(route)), path).toBe(
        path.startsWith(listed) ? "404 Link not found." : "404 API token not found.",
      );
    }
  }
});

test("rejects an invalid page and names the parameter", async () => {
  const scene = await createTwoUsers();
  const whole = "must be a whole number.";
  const cases = {
    ...Object.fromEntries(
      ["", "abc", "-1", "1.5", "1e1", "+1", " 1", "%00", "٣", "999999999", "1&page=2"].map(
        (value) => [`page=${value}`, `400 page ${whole}`],
      ),
    ),
    "page=0": "400 page must be at least 1.",
    "page=10000001": "400 page must be at most 10000000.",
    "per_page=ten": `400 per_page ${whole}`,
    "per_page=": `400 per_page ${whole}`,
    "per_page=0": "400 per_page must be at least 1.",
    "per_page=101": "400 per_page must be at most 100.",
  };

  for (const [query, answer] of Object.entries(cases)) {
    expect(await expectRejection(scene, scene.alice, `${listed}?${query}`), query).toBe(answer);
  }
});

test("pages contain all links without gaps or duplicates and report whether another follows", async () => {
  const { alice } = await createTwoUsers();
  for (let made = 1; made < 5; made++) await alice.createLink();
  const pages = [];

  for (const page of [1, 2, 3, 10_000_000]) {
    const { body } = await alice.get(`${listed}?page=${page}&per_page=2`);
    pages.push({ ...body, links: body.links.map((link: { id: number }) => link.id) });
  }

  expect(pages).toEqual([
    { links: [6, 5], page: 1, per_page: 2, has_next: true },
    { links: [4, 3], page: 2, per_page: 2, has_next: true },
    { links: [1], page: 3, per_page: 2, has_next: false },
    { links: [], page: 10_000_000, per_page: 2, has_next: false },
  ]);
});

test("an unknown path under /api returns JSON to every client", async () => {
  const scene = await createTwoUsers();
  const paths = ["", "/", "/v1", "/v1/", "/v2/links", "/v1/links/", "/v1//links", "/v1/links/1/x"];

  for (const path of [...paths, "/v1/%", "/v1/doc"].map((end) => `/api${end}`)) {
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const init = { method, headers: { accept: "text/html" } };
      const answer = `404 No route matches ${path}. See /api/v1/docs for all routes.`;
      expect(await expectRejection(scene, scene.anonymous, path, init), `${method} ${path}`).toBe(
        answer,
      );
    }
  }
});

test("a known path lists its methods and rejects others", async () => {
  const scene = await createTwoUsers();
  const paths = new Map<string, string[]>([
    ["/api/v1/openapi.json", ["GET"]],
    ["/api/v1/docs", ["GET"]],
  ]);
  for (const route of restRoutes) {
    const path = toPath(route, scene.ids);
    paths.set(path, [...(paths.get(path) ?? []), route.method]);
  }

  for (const [path, methods] of paths) {
    const known = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort();
    const allow = known.join(", ");
    const options = await scene.anonymous.request(path, { method: "OPTIONS" });
    expect([options.status, options.text, options.headers.get("allow")]).toEqual([204, "", allow]);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
      if (known.includes(method)) continue;
      expect(await expectRejection(scene, scene.alice, path, { method })).toBe(
        `405 The method ${method} is not allowed. Use one of: ${allow}.`,
      );
      const rejected = await scene.alice.request(path, { method });
      expect(rejected.headers.get("allow")).toBe(allow);
    }
  }
});

test("responds to HEAD like GET, without a body", async () => {
  const { alice, anonymous, ids } = await createTwoUsers();
  const compared = ["allow", "cache-control", "content-type", "location", "www-authenticate"];
  const paths = [
    listed,
    `${listed}/${ids.link_id}`,
    `${listed}/0`,
    "/api/v1/auth/login",
    "/api/no",
  ];

  for (const path of [...paths, "/api/v1/openapi.json", "/api/v1/docs"]) {
    for (const client of [alice, anonymous]) {
      const [get, head] = [await client.get(path), await client.request(path, { method: "HEAD" })];
      const headersOf = (answer: TestResponse) => compared.map((name) => answer.headers.get(name));
      expect([head.status, head.text, headersOf(head)], path).toEqual([
        get.status,
        "",
        headersOf(get),
      ]);
    }
  }
});

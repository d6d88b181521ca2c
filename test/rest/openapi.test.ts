import "@hyperjump/json-schema/formats";
import { registerSchema, unregisterSchema, validate } from "@hyperjump/json-schema/openapi-3-1";
import { expect, onTestFinished, test } from "vitest";
import { restRoutes, toPath, toRequest } from "../support/restRoutes.ts";
import { createTwoUsers } from "../support/twoUsers.ts";
import { createWorld } from "../support/world.ts";

const address = "/api/v1/openapi.json";
const metaSchema = "https://spec.openapis.org/oas/3.1/schema-base";
const documentUri = "https://lnk7.test/openapi.json";

interface Operation {
  operationId: string;
  tags: string[];
}

interface Document {
  properties?: Record<string, { type: string | string[] }>;
}

/** Returns the path of a response body's schema in the document. */
function schemaOf(path: string, method: string, status: number): string {
  const media = ["content", "application/json", "schema"];
  const steps = ["paths", path, method.toLowerCase(), "responses", String(status), ...media];
  const pointer = steps.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1"));
  return `${documentUri}#/${pointer.map(encodeURIComponent).join("/")}`;
}

const documented = (path: string) => path.replace("/api/v1", "");

test("the document is valid OpenAPI 3.1 with exactly the documented calls", async () => {
  const { anonymous } = await createWorld();

  const { status, body } = await anonymous.get(address);

  expect([status, body.openapi, body.servers]).toEqual([
    200,
    "3.1.0",
    [{ url: "http://lnk7.test/api/v1" }],
  ]);
  expect(await validate(metaSchema, body)).toEqual({ valid: true });
  const calls = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} /api/v1${path}`),
  );
  expect(calls.sort()).toEqual(restRoutes.map(({ method, path }) => `${method} ${path}`).sort());
});

test("every operation, tag and field of the document has the details that client generators need", async () => {
  const { anonymous } = await createWorld();
  const { body } = await anonymous.get(address);

  const operations = Object.values<Record<string, Operation>>(body.paths).flatMap(Object.values);
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual([
    ...[
      "createLink",
      "deleteLink",
      "getLink",
      "getQrCodePng",
      "getQrCodeSvg",
      "listLinks",
      "listTokens",
    ],
    ...["login", "register", "revokeToken", "updateLink"],
  ]);
  const text = expect.stringMatching(/\w/);
  const [name, description] = [text, text];
  const used = new Set(operations.flatMap(({ tags }) => tags));
  expect(body.tags).toEqual([...used].map((name) => ({ name, description })));
  for (const operation of operations) {
    expect(operation).toMatchObject({ summary: text, description });
  }
  expect([body.info.contact, body.info.license]).toEqual([
    { name, url: "http://lnk7.test/" },
    { name: "MIT", url: "https://opensource.org/license/mit" },
  ]);
});

test("the fields of a new link have the same types as in responses", async () => {
  const { anonymous } = await createWorld();
  const { body } = await anonymous.get(address);
  const { NewLink, Link } = body.components.schemas;
  const typesOf = (schema: Document, name: string) =>
    [schema.properties?.[name]?.type].flat().filter((type) => type !== "null");

  const shared = Object.keys(NewLink.properties).filter((name) => name in Link.properties);

  expect(shared).toHaveLength(8);
  for (const name of shared) {
    expect([name, typesOf(NewLink, name)]).toEqual([name, typesOf(Link, name)]);
  }
});

test("calls document their authentication and errors as implemented", async () => {
  const { anonymous } = await createWorld();
  const { body } = await anonymous.get(address);

  for (const { method, path, scope, body: takesBody, isImage, status } of restRoutes) {
    const { security, responses } = body.paths[documented(path)][method.toLowerCase()];
    expect(security, path).toEqual([
      ...(scope ? [{ bearer: [] }] : []),
      ...(isImage ? [{ session: [] }] : []),
    ]);
    const own = {
      register: [403, 409],
      login: [401, 403, 409],
      links: scope && takesBody ? [409] : [],
    };
    const statuses = [
      ...[status, 400, 405, 408, 429, 431, 500, 503],
      ...(scope ? [401, 403] : []),
      ...(isImage ? [304] : []),
      ...(takesBody ? [413, 415, 422] : []),
      ...(path.includes("{") ? [404] : (own[path.split("/").pop() as keyof typeof own] ?? [])),
    ];
    expect(Object.keys(responses).map(Number), `${method} ${path}`).toEqual(statuses.sort());
    expect(Object.keys(responses[405].headers), path).toEqual(["Allow"]);
    expect(Object.keys(responses[503].headers), path).toEqual(["Retry-After"]);
    expect(Object.keys(responses[429].headers), path).toEqual([
      "Retry-After",
      "RateLimit-Policy",
      "RateLimit",
    ]);
  }
});

test("every success and every rejection matches the document", async () => {
  const { anonymous, alice, ids } = await createTwoUsers();
  const { body: document } = await anonymous.get(address);
  registerSchema(document, documentUri, metaSchema);
  onTestFinished(() => unregisterSchema(documentUri));

  for (const route of restRoutes) {
    const request = toRequest(route);
    for (const client of [anonymous, alice]) {
      const { status, text, body, headers } = await client.request(toPath(route, ids), request);
      const described = document.paths[documented(route.path)][route.method.toLowerCase()];
      expect(Object.keys(described.responses)).toContain(String(status));
      if (status === 204) {
        expect([text, described.responses[204].content]).toEqual(["", undefined]);
        continue;
      }
      if (route.isImage && status === 200) {
        const types = Object.keys(described.responses[200].content);
        expect(types).toEqual([headers.get("content-type")]);
        continue;
      }
      const schema = schemaOf(documented(route.path), route.method, status);
      expect(await validate(schema, body, "BASIC"), text).toEqual({ valid: true });
    }
  }
});

test("the documentation page makes no external references", async () => {
  const { anonymous } = await createWorld();
  const page = await anonymous.get("/api/v1/docs");
  const references = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, path]) => path);

  expect(references).toEqual([
    "/favicon.ico",
    "/api/v1/docs/swagger-ui.css",
    "/api/v1/docs/swagger-ui-bundle.js",
    "/api/v1/docs/start.js",
  ]);
  const [style, , start] = await Promise.all(
    references.slice(1).map((path) => anonymous.get(String(path))),
  );
  const files = [page, style, start].map((answer) => [answer?.status, answer?.text]);
  for (const [status, text] of files) {
    expect(status).toBe(200);
    expect(text).not.toMatch(/(?:url\(|@import|src=|href=|url:)\s*["']?(?:https?:)?\/\//i);
  }
});

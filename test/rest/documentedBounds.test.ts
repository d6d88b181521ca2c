import "@hyperjump/json-schema/formats";
import { registerSchema, unregisterSchema, validate } from "@hyperjump/json-schema/openapi-3-1";
import { expect, onTestFinished, test } from "vitest";
import { routesWithBody } from "../support/restRoutes.ts";
import { createTwoUsers } from "../support/twoUsers.ts";

const documentUri = "https://lnk7.test/bounds.json";
const time = "2099-12-31T23:59:59Z";

/** The documentation of a field. */
interface Field {
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  enum?: unknown[];
}

/** Return a valid text of a given length, if possible. */
const texts: Record<string, (length: number) => string> = {
  email: (length) => {
    const local = "a".repeat(Math.min(64, Math.max(0, length - 2)));
    const host = Array.from({ length: length - local.length - 1 }, (_, at) =>
      at % 50 === 49 ? "." : "b",
    );
    return `${local}@${host.join("")}`;
  },
  password: (length) => "correct horse battery staple, ".repeat(3).slice(0, length),
  original_url: (length) => (length < 20 ? "http:" : "https://example.com/").padEnd(length, "a"),
  short_code: (length) => "z".repeat(length),
  title: (length) => "𝒕".repeat(length),
  note: (length) => "𝒏".repeat(length),
};

const ill: Record<string, unknown[]> = {
  email: ["alice", "@example.com", "a@b@example.com", `${"a".repeat(65)}@example.com`],
  password: ["12345678\0", "longer than that\0"],
  original_url: ["example.com", "ftp://example.com/", "mailto:you@example.com"],
  short_code: ["a b", "a.b.c", "äöü", "abc\n"],
  title: ["a\0b"],
  note: ["a\0b"],
};

const good: Record<string, unknown[]> = {
  is_active: [true, false],
  expires_at: [time, "2099-12-31T23:59:59.123+01:00"],
  title: [""],
  note: [""],
};

/** Returns values of all types at and beyond the documented bounds. */
function valuesFor(name: string, field: Field): unknown[] {
  const { minLength = 0, maxLength, minimum, maximum, enum: choices = [] } = field;
  const lengths = maxLength === undefined ? [] : [minLength, maxLength, maxLength + 1];
  if (minLength > 0) lengths.push(minLength - 1);
  const numbers = minimum === undefined || maximum === undefined ? [] : [minimum, maximum];
  return [
    ...lengths.map((length) => texts[name]?.(length)),
    ...numbers.flatMap((number) => [number - 1, number, number + 1, number + 0.5]),
    ...choices.flatMap((choice) => (typeof choice === "number" ? [choice, choice + 2] : [choice])),
    ...(ill[name] ?? []),
    ...(good[name] ?? []),
    ...[null, true, 0, 1.5, [], {}],
    // A format is only documentation. Validators do not check it.
    ...(field.format === "date-time" ? [] : ["text"]),
  ];
}

test("accepts every documented value up to its limit and rejects values beyond", async () => {
  const { alice, anonymous, ids, services } = await createTwoUsers();
  const { body: document } = await anonymous.get("/api/v1/openapi.json");
  registerSchema(document, documentUri, "https://spec.openapis.org/oas/3.1/schema-base");
  onTestFinished(() => unregisterSchema(documentUri));
  let sent = 0;

  for (const { method, path, body = {} } of routesWithBody) {
    if (path.endsWith("/login")) continue;
    const { content } =
      document.paths[path.replace("/api/v1", "")][method.toLowerCase()].requestBody;
    const schema = content["application/json"].schema.$ref;
    const { properties } = document.components.schemas[schema.split("/").pop()];
    const bodies = Object.entries<Field>(properties).flatMap(([name, field]) =>
      valuesFor(name, field).map((value) => ({ ...body, [name]: value })),
    );
    const isDocumented = await validate(documentUri + schema);
    for (const given of [...bodies, {}, body, { ...body, surprise: 1 }, [], "text"]) {
      const { status, text } = await alice.request(path.replace("{link_id}", String(ids.link_id)), {
        method,
        body: JSON.stringify(given),
        headers: { "content-type": "application/json" },
      });
      const { valid } = isDocumented(given as never);
      expect([given, status < 300, text]).toEqual([given, valid, text]);
      if (!valid) expect([given, [400, 422].includes(status)]).toEqual([given, true]);
      sent += 1;
      if (!valid) continue;
      // An existing account or short code would cause a rejection of its own.
      await services.database.user.deleteMany({ where: { id: { gt: 2 } } });
      await services.database.link.deleteMany({ where: { shortCode: { startsWith: "z" } } });
    }
  }
  expect(sent).toBeGreaterThan(200);
});

test("accepts pages up to the documented limits and rejects pages beyond", async () => {
  const { alice, anonymous } = await createTwoUsers();
  const { body: document } = await anonymous.get("/api/v1/openapi.json");
  const { parameters } = document.paths["/links"].get;

  const statuses = [];
  for (const { name, schema } of parameters) {
    const { minimum, maximum } = schema;
    for (const number of [minimum - 1, minimum, maximum, maximum + 1]) {
      const { status } = await alice.get(`/api/v1/links?${name}=${number}`);
      statuses.push([name, number, status]);
    }
  }

  expect(statuses).toEqual([
    ...[
      ["page", 0, 400],
      ["page", 1, 200],
      ["page", 10_000_000, 200],
      ["page", 10_000_001, 400],
    ],
    ...[
      ["per_page", 0, 400],
      ["per_page", 1, 200],
      ["per_page", 100, 200],
      ["per_page", 101, 400],
    ],
  ]);
});

test("documents the rejections that occur before routing", async () => {
  const { anonymous, alice, ids } = await createTwoUsers();
  const { body: document } = await anonymous.get("/api/v1/openapi.json");

  for (const [path, operations] of Object.entries<Record<string, object>>(document.paths)) {
    const concrete = path.replace(/\{(\w+)\}/, (_, name: keyof typeof ids) => String(ids[name]));
    const answers = [
      await alice.request(`/api/v1${concrete}`, { method: "PATCH" }),
      await alice.get(`/api/v1${concrete}`, { "x-long": "x".repeat(40_000) }).catch(() => null),
    ];
    expect(answers.map((answer) => answer?.status)).toEqual([405, 431]);
    for (const operation of Object.values(operations)) {
      expect(operation).toHaveProperty("responses.405");
      expect(operation).toHaveProperty("responses.431");
    }
  }
});

import { expect, test } from "vitest";
import { expectRejection } from "../support/expectRejection.ts";
import { freePorts } from "../support/program.ts";
import { createWorld } from "../support/world.ts";

const loop = "400 The URL points to this service. Use the destination itself.";

const environment = {
  BASE_URL: "http://lnk7.test:3000",
  OTHER_HOSTS: "short.example, Bücher.Example , 192.0.2.7,[2001:db8::7],,dot.example.",
};

const own = [
  "http://lnk7.test:3000/abc123d",
  "https://LNK7.test.:3000/abc123d+",
  "http://short.example/abc123d",
  "https://short.example/abc123d",
  "https://SHORT.Example./abc123d",
  "http://short.example:3000/abc123d",
  "http://%73hort.example/abc123d",
  "http://short。example/abc123d",
  "https://bücher.example/abc123d",
  "https://xn--bcher-kva.example/abc123d",
  "http://192.0.2.7/abc123d",
  "http://0xc0000207:3000/abc123d",
  "http://[2001:db8:0::7]/abc123d",
  "http://dot.example/abc123d",
];

const foreign = [
  "http://lnk7.test/",
  "http://www.short.example/",
  "http://short.example:8080/",
  "http://short.example.com/",
  "http://192.0.2.8/",
];

test("no link redirects to this service, directly or through a chain of its names", async () => {
  const scene = await createWorld(environment);
  const alice = await scene.signUp("alice");
  const { id } = await alice.createLink();
  const headers = { "content-type": "application/json" };

  for (const original_url of own) {
    const body = JSON.stringify({ original_url });
    const create = { method: "POST", body, headers };
    expect(await expectRejection(scene, alice, "/api/v1/links", create), body).toBe(loop);
    const update = { method: "PUT", body, headers };
    expect(await expectRejection(scene, alice, `/api/v1/links/${id}`, update), body).toBe(loop);
  }
  for (const original_url of foreign) await alice.createLink({ original_url });
});

test("no link bypasses the proxy through the port of the service", async () => {
  const [port] = await freePorts(1);
  const scene = await createWorld({ BASE_URL: "https://lnk7.test", PORT: String(port) });
  const alice = await scene.signUp("alice");
  const statusOf = async (original_url: string) =>
    (await alice.post("/api/v1/links", { original_url })).status;

  expect(await statusOf(`http://lnk7.test:${port}/abc123d`)).toBe(400);
  expect(await statusOf("http://lnk7.test:1/abc123d")).toBe(201);
  expect(await statusOf(`http://other.example:${port}/abc123d`)).toBe(201);
});

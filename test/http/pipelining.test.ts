import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createPipeliningLimit } from "../../src/http/pipelining.ts";
import { createWorld } from "../support/world.ts";

const request = "GET /n0such1 HTTP/1.1\r\nHost: lnk7.test\r\nUser-Agent: Firefox\r\n\r\n";

/** Sends this many requests at once on one connection. Returns the number of responses. */
async function pipeline(url: string, requests: number, enough: number): Promise<number> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => {});
  let text = "";
  socket.setEncoding("latin1").on("data", (part: string) => {
    text += part;
    if (answersIn(text) >= enough) socket.destroy();
  });
  socket.write(request.repeat(requests));
  await once(socket, "close");
  return answersIn(text);
}

const answersIn = (text: string) => text.split("HTTP/1.1 404").length - 1;

test("responds to 32 pipelined requests on one connection", async () => {
  const { url } = await createWorld();
  expect(await pipeline(url, 32, 32)).toBe(32);
});

test("closes a connection with more pipelined requests and keeps serving others", async () => {
  const { url, anonymous } = await createWorld();

  expect(await pipeline(url, 2_000, 2_000)).toBeLessThanOrEqual(32);

  expect((await anonymous.visit("n0such1")).status).toBe(404);
});

test("stops parsing an endless sender when its connection is closed", async () => {
  const pipelining = createPipeliningLimit();
  let heads = 0;
  const server = createServer((incoming, outgoing) => {
    heads += 1;
    if (!pipelining(incoming.socket)) outgoing.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());

  const { port } = server.address() as AddressInfo;
  await pipeline(`http://127.0.0.1:${port}`, 2_000, 2_000);

  expect(heads).toBe(33);
});

import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { onTestFinished } from "vitest";

/**
 * Listens as a server of PostgreSQL that lets nobody in, with this SQLSTATE and sentence; gone after the
 * test. Answers the URL of a database there.
 */
export async function startRejectingServer(code: string, message: string): Promise<string> {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + fields.length);
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat([Buffer.from("E"), length, fields])));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return `postgres://lnk7:secret@127.0.0.1:${(server.address() as AddressInfo).port}/lnk7`;
}

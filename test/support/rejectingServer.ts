import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { onTestFinished } from "vitest";

/**
 * Starts a PostgreSQL server that rejects all logins with this SQLSTATE and message. It is stopped
 * after the test. Returns the URL of a database on it.
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

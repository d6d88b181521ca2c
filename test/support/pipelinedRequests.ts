import { once } from "node:events";
import { connect } from "node:net";

/** Fewer than a connection may send at once. */
const pipelined = 16;
const anyStatus = /HTTP\/1\.1 (\d{3})/g;

/**
 * Sends the same request this many times on one connection, some at once, which costs a fraction of
 * a client's requests. Returns the statuses of the responses.
 */
export async function sendPipelined(
  url: string,
  request: string,
  count: number,
): Promise<number[]> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding("latin1");
  let answers = "";
  socket.on("data", (part) => {
    answers += part;
  });
  const closed = once(socket, "close").then(() => {
    throw new Error(`The connection was closed after ${statuses.length} responses.`);
  });
  const statuses: number[] = [];
  while (statuses.length < count) {
    const due = Math.min(pipelined, count - statuses.length);
    socket.write(request.repeat(due));
    while (answers.match(anyStatus)?.length !== due) {
      await Promise.race([once(socket, "data"), closed]);
    }
    statuses.push(...[...answers.matchAll(anyStatus)].map(([, status]) => Number(status)));
    answers = "";
  }
  closed.catch(() => {});
  socket.destroy();
  return statuses;
}

import { connect } from "node:net";
import { text } from "node:stream/consumers";

/** Sends the text as it is and answers the status line. */
export async function sendRaw(url: string, request: string): Promise<string> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(request);
  return (await text(socket)).split("\r\n")[0] ?? "";
}

import { connect } from "node:net";

/** Sends the text as it is, and returns the status line of the answer; empty where none came. */
export async function sendRaw(url: string, request: string): Promise<string> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding("latin1");
  // Not ended: a server may take that for the wish to hear no answer.
  socket.write(request);
  let answer = "";
  for await (const part of socket) {
    answer += part;
    if (answer.includes("\r\n")) break;
  }
  return answer.split("\r\n")[0] ?? "";
}

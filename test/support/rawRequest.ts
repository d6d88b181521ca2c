import { connect } from "node:net";

/** Sends the text unchanged and returns the status line of the response; empty without a response. */
export async function sendRaw(url: string, request: string): Promise<string> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding("latin1");
  // Not ended: a server may interpret that as the client's wish to receive no response.
  socket.write(request);
  let answer = "";
  for await (const part of socket) {
    answer += part;
    if (answer.includes("\r\n")) break;
  }
  return answer.split("\r\n")[0] ?? "";
}

import { once } from "node:events";
import { connect, type Socket } from "node:net";

const pauseMilliseconds = 200;
const body = JSON.stringify({ original_url: "https://example.com/slow" });

/** Sends half of a body and disconnects. */
export async function abortBody(url: string, headers: Record<string, string>): Promise<string> {
  const socket = await begin(url, headers, body.length);
  await new Promise<void>((resolve) => socket.write(body.slice(0, 10), () => resolve()));
  socket.destroy();
  return "hung up";
}

/** Sends a body in small pieces. With "for ever", it is too long for the time limit. */
export async function trickleBody(
  url: string,
  headers: Record<string, string>,
  until: "to its end" | "for ever",
): Promise<string> {
  const whole = until === "for ever" ? body.padEnd(10_000) : body;
  const socket = await begin(url, headers, whole.length);
  let answer = "";
  socket.setEncoding("utf8").on("data", (text) => {
    answer += text;
  });
  let sent = 0;
  const sending = setInterval(() => {
    socket.write(whole.slice(sent, sent + 5));
    sent += 5;
  }, pauseMilliseconds);
  // `once` of node:events would reject on the error of a closed connection.
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  clearInterval(sending);
  return answer.split(" ")[1] ?? "";
}

async function begin(
  url: string,
  headers: Record<string, string>,
  length: number,
): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  const lines = Object.entries({ ...headers, "content-type": "application/json" });
  socket.write(
    [
      "POST /api/v1/links HTTP/1.1",
      `Host: ${host}`,
      "Connection: close",
      `Content-Length: ${length}`,
      ...lines.map(([name, value]) => `${name}: ${value}`),
      "\r\n",
    ].join("\r\n"),
  );
  return socket;
}

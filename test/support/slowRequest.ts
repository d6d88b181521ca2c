import { once } from "node:events";
import { connect } from "node:net";
import { onTestFinished } from "vitest";

/** A request that is only partly sent. */
export interface SlowRequest {
  /** Sends the rest and returns everything received until the connection closes. */
  finish(rest: string): Promise<string>;
}

/** Sends the first part of a request. */
export async function beginRequest(url: string, beginning: string): Promise<SlowRequest> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answer = "";
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.setEncoding("utf8").on("data", (text) => {
    answer += text;
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  await new Promise<void>((resolve) => socket.write(beginning, () => resolve()));
  return {
    finish: async (rest) => {
      socket.write(rest);
      await ended;
      return answer;
    },
  };
}

/** Returns true if the server no longer listens. */
export async function isConnectionRejected(url: string): Promise<boolean> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(false)).once("error", () => resolve(true));
  }).then((rejected) => {
    socket.destroy();
    return rejected as boolean;
  });
}

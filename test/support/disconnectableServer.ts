import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A proxy of a server that can lose its connection. */
export interface DisconnectableServer {
  /** The URL of the proxy. */
  url: string;
  /** Closes all connections and rejects new ones. */
  sever(): void;
  /** Stops all traffic without closing connections. */
  freeze(): void;
  restore(): void;
}

/** Starts a proxy in front of the server of the URL. It is stopped after the test. */
export async function disconnectableServer(url: string): Promise<DisconnectableServer> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let state: "open" | "severed" | "frozen" = "open";
  const server = createServer((near) => {
    if (state === "severed") return near.destroy();
    sockets.add(near);
    near.on("error", () => near.destroy()).on("close", () => sockets.delete(near));
    if (state === "frozen") return near.pause();
    const far = connect(Number(port), hostname);
    sockets.add(far);
    far
      .on("error", () => near.destroy())
      .on("close", () => {
        sockets.delete(far);
        near.destroy();
      });
    near.on("close", () => far.destroy());
    near.on("data", (data) => state === "open" && far.write(data));
    far.on("data", (data) => state === "open" && near.write(data));
    return undefined;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sever = () => {
    state = "severed";
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    sever();
    server.close();
  });
  const near = new URL(url);
  near.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: near.href,
    sever,
    freeze: () => {
      state = "frozen";
    },
    restore: () => {
      state = "open";
      for (const socket of sockets) socket.destroy();
    },
  };
}

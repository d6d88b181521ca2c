import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A server by another address, which can be away. */
export interface DisconnectableServer {
  /** The URL, by the other address. */
  url: string;
  /** Ends all connections and refuses new ones. */
  sever(): void;
  /** Lets nothing through any more, and tells nobody. */
  freeze(): void;
  restore(): void;
}

/** Puts an address of its own before the server that the URL names; gone after the test. */
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

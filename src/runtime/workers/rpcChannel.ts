/** Messages between two processes. */
export type RpcMessage =
  | { kind: "request"; id: number; name: string; content: unknown[] }
  | { kind: "response"; id: number; value: unknown }
  | { kind: "error"; id: number; name: string; message: string }
  | { kind: "notification"; name: string; content: unknown[] };

/** One end of the connection between two processes. */
export interface Transport {
  /** Resolves when the message is sent, or the other process has exited. */
  send(message: RpcMessage): Promise<void>;
  onMessage(listener: (message: RpcMessage) => void): void;
}

/** Handlers of requests and notifications, by name. All values must be serializable as JSON. */
type Handlers<Side> = {
  [Name in keyof Side]: Side[Name] extends (...content: infer Content) => infer Result
    ? (...content: Content) => Result
    : never;
};

type ParametersOf<Handler> = Handler extends (...content: infer Content) => unknown
  ? Content
  : never;
type ResultOf<Handler> = Handler extends (...content: never[]) => infer Result ? Result : never;

/** Channel to another process, which handles the calls in `Other`. */
export interface RpcChannel<Other> {
  /** Rejects with the error of the other process, or when that process has exited. */
  request<Name extends keyof Other & string>(
    name: Name,
    ...content: ParametersOf<Other[Name]>
  ): ResultOf<Other[Name]>;
  /** Sends a notification without a response. Resolves when it is sent; never rejects. */
  notify<Name extends keyof Other & string>(
    name: Name,
    ...content: ParametersOf<Other[Name]>
  ): Promise<void>;
  /** Rejects all pending requests, because the other process has exited. */
  close(): void;
}

interface PendingRequest {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Creates a channel. The other end can call `localHandlers`. */
export function createRpcChannel<Own, Other>(
  transport: Transport,
  localHandlers: Handlers<Own>,
): RpcChannel<Other> {
  const handlers = localHandlers as unknown as Record<string, (...content: unknown[]) => unknown>;
  const pending = new Map<number, PendingRequest>();
  let lastId = 0;

  async function respond(id: number, name: string, content: unknown[]): Promise<void> {
    try {
      await transport.send({ kind: "response", id, value: await handlers[name]?.(...content) });
    } catch (error) {
      const { name: kind, message } = error instanceof Error ? error : new Error(String(error));
      await transport.send({ kind: "error", id, name: kind, message });
    }
  }

  function takePending(id: number): PendingRequest | undefined {
    const request = pending.get(id);
    pending.delete(id);
    return request;
  }

  transport.onMessage((message) => {
    switch (message.kind) {
      case "request":
        return void respond(message.id, message.name, message.content);
      case "response":
        return takePending(message.id)?.resolve(message.value);
      case "error":
        return takePending(message.id)?.reject(
          Object.assign(new Error(message.message), { name: message.name }),
        );
      case "notification":
        return void handlers[message.name]?.(...message.content);
    }
  });

  return {
    request: (name, ...content) => {
      lastId += 1;
      const id = lastId;
      const response = new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
      void transport.send({ kind: "request", id, name, content });
      return response as ResultOf<Other[typeof name]>;
    },
    notify: (name, ...content) => transport.send({ kind: "notification", name, content }),
    close: () => {
      for (const { reject } of pending.values()) reject(new Error("The other process has exited."));
      pending.clear();
    },
  };
}

/** What crosses between two processes. */
export type RpcMessage =
  | { kind: "request"; id: number; name: string; content: unknown[] }
  | { kind: "response"; id: number; value: unknown }
  | { kind: "error"; id: number; name: string; message: string }
  | { kind: "notification"; name: string; content: unknown[] };

/** One end of the line between two processes. */
export interface Transport {
  /** Fulfilled when the message is on its way, or the other process is gone. */
  send(message: RpcMessage): Promise<void>;
  onMessage(listener: (message: RpcMessage) => void): void;
}

/** What a process can be asked and told, by name. Whatever goes in and out must survive JSON. */
type Handlers<Side> = {
  [Name in keyof Side]: Side[Name] extends (...content: infer Content) => infer Result
    ? (...content: Content) => Result
    : never;
};

type ParametersOf<Handler> = Handler extends (...content: infer Content) => unknown
  ? Content
  : never;
type ResultOf<Handler> = Handler extends (...content: never[]) => infer Result ? Result : never;

/** How to reach the process at the other end, of which `Other` says what it understands. */
export interface RpcChannel<Other> {
  /** Rejects with what went wrong there, or when the other process is gone. */
  request<Name extends keyof Other & string>(
    name: Name,
    ...content: ParametersOf<Other[Name]>
  ): ResultOf<Other[Name]>;
  /** Says something that needs no answer. Fulfilled when it is on its way; never rejects. */
  notify<Name extends keyof Other & string>(
    name: Name,
    ...content: ParametersOf<Other[Name]>
  ): Promise<void>;
  /** Gives up on every answer that is awaited, because the other process is gone. */
  close(): void;
}

interface PendingRequest {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Opens a channel whose other end may ask and tell what `localHandlers` handles. */
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
      for (const { reject } of pending.values()) reject(new Error("The other process has ended."));
      pending.clear();
    },
  };
}

/** What crosses between two processes. */
export type Message =
  | { kind: "ask"; id: number; name: string; content: unknown[] }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "failure"; id: number; name: string; message: string }
  | { kind: "tell"; name: string; content: unknown[] };

/** One end of the line between two processes. */
export interface Line {
  /** Fulfilled when the message is on its way, or the other process is gone. */
  send(message: Message): Promise<void>;
  onMessage(listener: (message: Message) => void): void;
}

/** What a process can be asked and told, by name. Whatever goes in and out must survive JSON. */
type Handlers<Side> = {
  [Name in keyof Side]: Side[Name] extends (...content: infer Content) => infer Result
    ? (...content: Content) => Result
    : never;
};

type ContentOf<Handler> = Handler extends (...content: infer Content) => unknown ? Content : never;
type ResultOf<Handler> = Handler extends (...content: never[]) => infer Result ? Result : never;

/** How to reach the process at the other end, of which `Other` says what it understands. */
export interface Channel<Other> {
  /** Rejects with what went wrong there, or when the other process is gone. */
  ask<Name extends keyof Other & string>(
    name: Name,
    ...content: ContentOf<Other[Name]>
  ): ResultOf<Other[Name]>;
  /** Says something that needs no answer. Fulfilled when it is on its way; never rejects. */
  tell<Name extends keyof Other & string>(
    name: Name,
    ...content: ContentOf<Other[Name]>
  ): Promise<void>;
  /** Gives up on every answer that is awaited, because the other process is gone. */
  close(): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Opens a channel whose other end may ask and tell what `own` handles. */
export function createChannel<Own, Other>(line: Line, own: Handlers<Own>): Channel<Other> {
  const handlers = own as unknown as Record<string, (...content: unknown[]) => unknown>;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  async function answer(id: number, name: string, content: unknown[]): Promise<void> {
    try {
      await line.send({ kind: "answer", id, value: await handlers[name]?.(...content) });
    } catch (error) {
      const { name: kind, message } = error instanceof Error ? error : new Error(String(error));
      await line.send({ kind: "failure", id, name: kind, message });
    }
  }

  function take(id: number): Waiting | undefined {
    const taken = waiting.get(id);
    waiting.delete(id);
    return taken;
  }

  line.onMessage((message) => {
    switch (message.kind) {
      case "ask":
        return void answer(message.id, message.name, message.content);
      case "answer":
        return take(message.id)?.resolve(message.value);
      case "failure":
        return take(message.id)?.reject(
          Object.assign(new Error(message.message), { name: message.name }),
        );
      case "tell":
        return void handlers[message.name]?.(...message.content);
    }
  });

  return {
    ask: (name, ...content) => {
      lastId += 1;
      const id = lastId;
      const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      void line.send({ kind: "ask", id, name, content });
      return answered as ResultOf<Other[typeof name]>;
    },
    tell: (name, ...content) => line.send({ kind: "tell", name, content }),
    close: () => {
      for (const { reject } of waiting.values()) reject(new Error("The other process has ended."));
      waiting.clear();
    },
  };
}

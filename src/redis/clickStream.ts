import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Connections } from "./connections.ts";

/** What waits in the stream: its id there, and a batch as text. */
export interface Entry {
  id: string;
  text: string | undefined;
  /** By the clock of Redis, in milliseconds. */
  addedAt: number;
}

/**
 * Batches of clicks that wait in Redis to be written by any of the processes. Each is given to one at
 * a time, and stays until somebody says that it is done.
 */
export interface ClickStream {
  /** Rejects where it is not known to be there; it may be nevertheless. */
  add(text: string): Promise<void>;
  /** The oldest that nobody has taken, for which it waits half a second if asked to. */
  take(wait: boolean): Promise<Entry | undefined>;
  /** One that was taken, and not done since, longer ago than `milliseconds`. */
  takeOver(milliseconds: number): Promise<Entry | undefined>;
  done(entry: Entry): Promise<void>;
  /** Forgets processes that have not been here for `milliseconds`, if they have left nothing. */
  forgetGone(milliseconds: number): Promise<void>;
  /** Forgets this process, if it leaves nothing. */
  leave(): Promise<void>;
  /** How many wait, those included that somebody has taken. */
  length(): Promise<number>;
}

const group = "writers";
const waitMilliseconds = 500;

/** In one step, or a process could take something after it was seen to have nothing. */
const forgetGone = `
  for _, fields in ipairs(redis.call("XINFO", "CONSUMERS", KEYS[1], ARGV[1])) do
    local consumer = {}
    for i = 1, #fields, 2 do consumer[fields[i]] = fields[i + 1] end
    if consumer.pending == 0 and consumer.idle > tonumber(ARGV[2]) then
      redis.call("XGROUP", "DELCONSUMER", KEYS[1], ARGV[1], consumer.name)
    end
  end`;

type Reply = [id: string, fields: string[] | null];

export function createClickStream({ commands, blocking }: Connections, key: string): ClickStream {
  // Of each start another: what a process had taken when it died is not its successor's at once.
  const me = `${hostname()} ${process.pid} ${randomUUID()}`;

  /** So that what cannot be written at all is not taken over again and again before all else. */
  let claimedUntil = "0-0";

  /** The group goes with the stream, when Redis is emptied. */
  async function inGroup<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      if (!String(error).includes("NOGROUP")) throw error;
      await commands.xgroup("CREATE", key, group, "0", "MKSTREAM").catch(ignoreOther);
      return act();
    }
  }

  async function forget(consumer: string): Promise<void> {
    await commands.xgroup("DELCONSUMER", key, group, consumer);
  }

  return {
    // Without MAXLEN, which would drop the oldest whether they are written or not.
    add: async (text) => void (await commands.xadd(key, "*", "batch", text)),
    take: async (wait) => {
      const read = ["GROUP", group, me, "COUNT", 1] as const;
      const streams = (await inGroup(() =>
        wait
          ? blocking.xreadgroup(...read, "BLOCK", waitMilliseconds, "STREAMS", key, ">")
          : blocking.xreadgroup(...read, "STREAMS", key, ">"),
      )) as [key: string, entries: Reply[]][] | null;
      return entryOf(streams?.[0]?.[1][0]);
    },
    takeOver: async (milliseconds) => {
      const [next, entries] = (await inGroup(() =>
        commands.xautoclaim(key, group, me, milliseconds, claimedUntil, "COUNT", 1),
      )) as [next: string, entries: Reply[]];
      claimedUntil = next;
      return entryOf(entries[0]);
    },
    done: async ({ id }) => void (await commands.multi().xack(key, group, id).xdel(key, id).exec()),
    forgetGone: async (milliseconds) => {
      await inGroup(() => commands.eval(forgetGone, 1, key, group, milliseconds));
    },
    leave: async () => {
      const taken = await commands.xpending(key, group, "-", "+", 1, me);
      if (taken.length === 0) await forget(me);
    },
    length: () => commands.xlen(key),
  };
}

function entryOf(reply: Reply | undefined): Entry | undefined {
  if (!reply) return undefined;
  const [id, fields] = reply;
  return { id, text: fields?.[1], addedAt: Number.parseInt(id, 10) };
}

/** Another process made the group at the same time. */
function ignoreOther(error: unknown): void {
  if (!String(error).includes("BUSYGROUP")) throw error;
}

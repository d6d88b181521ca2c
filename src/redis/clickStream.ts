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

/** What waits in the stream, that included which somebody has taken. */
export interface Backlog {
  batches: number;
  clicks: number;
  /** How long the oldest batch has waited; 0 where none does. */
  oldestSeconds: number;
}

/**
 * Batches of clicks that wait in Redis to be written by any of the processes. Each is given to one at
 * a time, and stays until somebody says that it is done.
 */
export interface ClickStream {
  /** Adds a batch of so many clicks. Rejects where it is not known to be there; it may be nevertheless. */
  add(text: string, clicks: number): Promise<void>;
  /** The oldest that nobody has taken, for which it waits half a second if asked to. */
  take(wait: boolean): Promise<Entry | undefined>;
  /** One that was taken, and not done since, longer ago than `milliseconds`. */
  takeOver(milliseconds: number): Promise<Entry | undefined>;
  done(entry: Entry): Promise<void>;
  /** Forgets processes that have not been here for `milliseconds`, if they have left nothing. */
  forgetGone(milliseconds: number): Promise<void>;
  /** Forgets this process, if it leaves nothing. */
  leave(): Promise<void>;
  readBacklog(): Promise<Backlog>;
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

/**
 * Adds a batch, and its clicks to how many wait. The batch goes first, because a Redis without room refuses
 * only the first command that writes. Without MAXLEN, which would drop the oldest whether they are
 * written or not.
 */
const add = `
  redis.call("XADD", KEYS[1], "*", "batch", ARGV[1], "clicks", ARGV[2])
  if redis.call("XLEN", KEYS[1]) == 1 then
    redis.call("SET", KEYS[2], ARGV[2])
  else
    redis.call("INCRBY", KEYS[2], ARGV[2])
  end`;

/** Removes a batch, once, however many processes have written it. */
const remove = `
  local entry = redis.call("XRANGE", KEYS[1], ARGV[2], ARGV[2])[1]
  redis.call("XACK", KEYS[1], ARGV[1], ARGV[2])
  if entry == nil then return end
  redis.call("XDEL", KEYS[1], ARGV[2])
  local fields = entry[2]
  if fields[3] == "clicks" then redis.call("DECRBY", KEYS[2], fields[4]) end`;

/** In one step, without sending any batch. The id of an entry begins with when it was added. */
const readBacklog = `
  local first = redis.call("XRANGE", KEYS[1], "-", "+", "COUNT", 1)[1]
  local time = redis.call("TIME")
  local clicks = redis.call("GET", KEYS[2]) or "0"
  local now = time[1] .. string.format("%03d", math.floor(time[2] / 1000))
  return { redis.call("XLEN", KEYS[1]), clicks, first and first[1] or "", now }`;

type Reply = [id: string, fields: string[] | null];

export function createClickStream({ commands, blocking }: Connections, key: string): ClickStream {
  const clicksKey = `${key}:waiting`;
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
    add: async (text, clicks) => void (await commands.eval(add, 2, key, clicksKey, text, clicks)),
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
    done: async ({ id }) => void (await commands.eval(remove, 2, key, clicksKey, group, id)),
    forgetGone: async (milliseconds) => {
      await inGroup(() => commands.eval(forgetGone, 1, key, group, milliseconds));
    },
    leave: async () => {
      const taken = await commands.xpending(key, group, "-", "+", 1, me);
      if (taken.length === 0) await forget(me);
    },
    readBacklog: async () => backlogOf(await commands.eval(readBacklog, 2, key, clicksKey)),
  };
}

/** Batches of versions that did not count their clicks have at least one each. */
function backlogOf(reply: unknown): Backlog {
  const [batches, clicks, oldestId, now] = reply as [number, string, string, string];
  if (batches === 0) return { batches, clicks: 0, oldestSeconds: 0 };
  const oldestMilliseconds = Number(now) - Number(oldestId.split("-")[0]);
  return {
    batches,
    clicks: Math.max(Number(clicks), batches),
    oldestSeconds: Math.max(0, oldestMilliseconds) / 1_000,
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

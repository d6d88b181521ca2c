import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Connections } from "./connections.ts";

/** What waits in the stream: its id there, and a batch as text. */
export interface Entry {
  id: string;
  text: string | undefined;
  /** By the clock of Redis, in milliseconds. */
  addedAt: number;
  /** Clicks and counts in the batch; undefined in those of versions that did not say so. */
  rows: number | undefined;
}

/** A batch as text, with what it has. */
export interface NewEntry {
  text: string;
  clicks: number;
  rows: number;
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
  /** Adds a batch. Rejects where it is not known to be there; it may be nevertheless. */
  add(entry: NewEntry): Promise<void>;
  /** How many bytes of batches wait, near enough: those that processes add at the same time not included. */
  readBytes(): Promise<number>;
  /** The oldest that nobody has taken, at most so many. It waits half a second for one if asked to. */
  take(count: number, wait: boolean): Promise<Entry[]>;
  /** At most so many that were taken, and not done since, longer ago than `milliseconds`. */
  takeOver(count: number, milliseconds: number): Promise<Entry[]>;
  done(entries: Entry[]): Promise<void>;
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
 * Adds a batch, and what it has to what waits. The batch goes first, because a Redis without room refuses
 * only the first command that writes. Without MAXLEN, which would drop the oldest whether they are
 * written or not.
 */
const add = `
  redis.call("XADD", KEYS[1], "*", "batch", ARGV[1], "clicks", ARGV[2], "rows", ARGV[3])
  if redis.call("XLEN", KEYS[1]) == 1 then redis.call("DEL", KEYS[2]) end
  redis.call("HINCRBY", KEYS[2], "clicks", ARGV[2])
  redis.call("HINCRBY", KEYS[2], "bytes", #ARGV[1])`;

/** Removes batches, each once, however many processes have written it. */
const remove = `
  for i = 2, #ARGV do
    local entry = redis.call("XRANGE", KEYS[1], ARGV[i], ARGV[i])[1]
    redis.call("XACK", KEYS[1], ARGV[1], ARGV[i])
    if entry then
      redis.call("XDEL", KEYS[1], ARGV[i])
      local fields = entry[2]
      if fields[5] == "rows" then
        redis.call("HINCRBY", KEYS[2], "clicks", -tonumber(fields[4]))
        redis.call("HINCRBY", KEYS[2], "bytes", -#fields[2])
      end
    end
  end`;

/** The bytes are those of the time before, where the stream was emptied. */
const readBytes = `
  if redis.call("XLEN", KEYS[1]) == 0 then return "0" end
  return redis.call("HGET", KEYS[2], "bytes") or "0"`;

/** In one step, without sending any batch. The id of an entry begins with when it was added. */
const readBacklog = `
  local first = redis.call("XRANGE", KEYS[1], "-", "+", "COUNT", 1)[1]
  local time = redis.call("TIME")
  local clicks = redis.call("HGET", KEYS[2], "clicks") or "0"
  local now = time[1] .. string.format("%03d", math.floor(time[2] / 1000))
  return { redis.call("XLEN", KEYS[1]), clicks, first and first[1] or "", now }`;

type Reply = [id: string, fields: string[] | null];

/** Reaches the batches that wait under the key. */
export function createClickStream({ commands, blocking }: Connections, key: string): ClickStream {
  const sumsKey = `${key}:sums`;
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
    add: async ({ text, clicks, rows }) =>
      void (await commands.eval(add, 2, key, sumsKey, text, clicks, rows)),
    readBytes: async () => Number(await commands.eval(readBytes, 2, key, sumsKey)),
    take: async (count, wait) => {
      const read = ["GROUP", group, me, "COUNT", count] as const;
      const streams = (await inGroup(() =>
        wait
          ? blocking.xreadgroup(...read, "BLOCK", waitMilliseconds, "STREAMS", key, ">")
          : commands.xreadgroup(...read, "STREAMS", key, ">"),
      )) as [key: string, entries: Reply[]][] | null;
      return (streams?.[0]?.[1] ?? []).map(entryOf);
    },
    takeOver: async (count, milliseconds) => {
      const [next, entries] = (await inGroup(() =>
        commands.xautoclaim(key, group, me, milliseconds, claimedUntil, "COUNT", count),
      )) as [next: string, entries: (Reply | null)[]];
      claimedUntil = next;
      return entries.filter((entry) => entry !== null).map(entryOf);
    },
    done: async (entries) => {
      const ids = entries.map(({ id }) => id);
      await commands.eval(remove, 2, key, sumsKey, group, ...ids);
    },
    forgetGone: async (milliseconds) => {
      await inGroup(() => commands.eval(forgetGone, 1, key, group, milliseconds));
    },
    leave: async () => {
      const taken = await commands.xpending(key, group, "-", "+", 1, me);
      if (taken.length === 0) await forget(me);
    },
    readBacklog: async () => backlogOf(await commands.eval(readBacklog, 2, key, sumsKey)),
  };
}

/** Batches that did not come by `add` have at least one click each. */
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

/** Others may write there what they like: fields of other names are none. */
function entryOf([id, fields]: Reply): Entry {
  const rows = fields?.[4] === "rows" ? Number(fields[5]) : Number.NaN;
  const isCount = Number.isInteger(rows) && rows >= 0;
  return {
    id,
    text: fields?.[1],
    addedAt: Number.parseInt(id, 10),
    rows: isCount ? rows : undefined,
  };
}

/** Another process made the group at the same time. */
function ignoreOther(error: unknown): void {
  if (!String(error).includes("BUSYGROUP")) throw error;
}

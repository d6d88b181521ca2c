import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Connections } from "./connections.ts";

/** What waits in the stream: its id there, and a batch as text. */
export interface StreamEntry {
  id: string;
  text: string | undefined;
  /** By the clock of Redis, in milliseconds. */
  addedAt: number;
  /** Clicks and counts in the batch; undefined in those of versions that did not say so. */
  rows: number | undefined;
}

/** A batch as text, with what it has. */
export interface NewStreamEntry {
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
  add(entry: NewStreamEntry): Promise<void>;
  /** How many bytes of batches wait, near enough: those that processes add at the same time not included. */
  readBytes(): Promise<number>;
  /** The oldest that nobody has taken, at most so many. It waits half a second for one if asked to. */
  read(count: number, wait: boolean): Promise<StreamEntry[]>;
  /** At most so many that were taken, and not done since, longer ago than `milliseconds`. */
  reclaim(count: number, milliseconds: number): Promise<StreamEntry[]>;
  acknowledge(entries: StreamEntry[]): Promise<void>;
  /** Forgets processes that have not been here for `milliseconds`, if they have left nothing. */
  removeIdleConsumers(milliseconds: number): Promise<void>;
  /** Forgets this process, if it leaves nothing. */
  deregister(): Promise<void>;
  readBacklog(): Promise<Backlog>;
}

const group = "writers";
const blockMilliseconds = 500;

/** In one step, or a process could take something after it was seen to have nothing. */
const removeIdleConsumersScript = `
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
const addScript = `
  redis.call("XADD", KEYS[1], "*", "batch", ARGV[1], "clicks", ARGV[2], "rows", ARGV[3])
  if redis.call("XLEN", KEYS[1]) == 1 then redis.call("DEL", KEYS[2]) end
  redis.call("HINCRBY", KEYS[2], "clicks", ARGV[2])
  redis.call("HINCRBY", KEYS[2], "bytes", #ARGV[1])`;

/** Removes batches, each once, however many processes have written it. */
const removeScript = `
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
const readBytesScript = `
  if redis.call("XLEN", KEYS[1]) == 0 then return "0" end
  return redis.call("HGET", KEYS[2], "bytes") or "0"`;

/** In one step, without sending any batch. The id of an entry begins with when it was added. */
const readBacklogScript = `
  local first = redis.call("XRANGE", KEYS[1], "-", "+", "COUNT", 1)[1]
  local time = redis.call("TIME")
  local clicks = redis.call("HGET", KEYS[2], "clicks") or "0"
  local now = time[1] .. string.format("%03d", math.floor(time[2] / 1000))
  return { redis.call("XLEN", KEYS[1]), clicks, first and first[1] or "", now }`;

type Reply = [id: string, fields: string[] | null];

/** Reaches the batches that wait under the key. */
export function createClickStream({ commands, blocking }: Connections, key: string): ClickStream {
  const totalsKey = `${key}:sums`;
  // Of each start another: what a process had taken when it died is not its successor's at once.
  const consumerName = `${hostname()} ${process.pid} ${randomUUID()}`;

  /** So that what cannot be written at all is not taken over again and again before all else. */
  let claimCursor = "0-0";

  /** The group goes with the stream, when Redis is emptied. */
  async function inGroup<Result>(command: () => Promise<Result>): Promise<Result> {
    try {
      return await command();
    } catch (error) {
      if (!String(error).includes("NOGROUP")) throw error;
      await commands.xgroup("CREATE", key, group, "0", "MKSTREAM").catch(ignoreExistingGroup);
      return command();
    }
  }

  async function deleteConsumer(consumer: string): Promise<void> {
    await commands.xgroup("DELCONSUMER", key, group, consumer);
  }

  return {
    add: async ({ text, clicks, rows }) =>
      void (await commands.eval(addScript, 2, key, totalsKey, text, clicks, rows)),
    readBytes: async () => Number(await commands.eval(readBytesScript, 2, key, totalsKey)),
    read: async (count, wait) => {
      const readArguments = ["GROUP", group, consumerName, "COUNT", count] as const;
      const streams = (await inGroup(() =>
        wait
          ? blocking.xreadgroup(...readArguments, "BLOCK", blockMilliseconds, "STREAMS", key, ">")
          : commands.xreadgroup(...readArguments, "STREAMS", key, ">"),
      )) as [key: string, entries: Reply[]][] | null;
      return (streams?.[0]?.[1] ?? []).map(toEntry);
    },
    reclaim: async (count, milliseconds) => {
      const [next, entries] = (await inGroup(() =>
        commands.xautoclaim(key, group, consumerName, milliseconds, claimCursor, "COUNT", count),
      )) as [next: string, entries: (Reply | null)[]];
      claimCursor = next;
      return entries.filter((entry) => entry !== null).map(toEntry);
    },
    acknowledge: async (entries) => {
      const ids = entries.map(({ id }) => id);
      await commands.eval(removeScript, 2, key, totalsKey, group, ...ids);
    },
    removeIdleConsumers: async (milliseconds) => {
      await inGroup(() => commands.eval(removeIdleConsumersScript, 1, key, group, milliseconds));
    },
    deregister: async () => {
      const pending = await commands.xpending(key, group, "-", "+", 1, consumerName);
      if (pending.length === 0) await deleteConsumer(consumerName);
    },
    readBacklog: async () => toBacklog(await commands.eval(readBacklogScript, 2, key, totalsKey)),
  };
}

/** Batches that did not come by `add` have at least one click each. */
function toBacklog(reply: unknown): Backlog {
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
function toEntry([id, fields]: Reply): StreamEntry {
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
function ignoreExistingGroup(error: unknown): void {
  if (!String(error).includes("BUSYGROUP")) throw error;
}

import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Connections } from "./connections.ts";

/** An entry of the stream: its ID and a batch as text. */
export interface StreamEntry {
  id: string;
  text: string | undefined;
  /** By the clock of Redis, in milliseconds. */
  addedAt: number;
  /**
   * Number of clicks and counts in the batch; undefined in batches of versions that did not store
   * it.
   */
  rows: number | undefined;
}

/** A batch as text, with its number of clicks and rows. */
export interface NewStreamEntry {
  text: string;
  clicks: number;
  rows: number;
}

/** All batches in the stream, including those that a process has read but not acknowledged. */
export interface Backlog {
  batches: number;
  clicks: number;
  /** Age of the oldest batch in seconds; 0 if there is none. */
  oldestSeconds: number;
}

/**
 * Batches of clicks in Redis, which any process can write to the database. Each batch is given to
 * one process at a time, and stays until it is acknowledged.
 */
export interface ClickStream {
  /** Adds a batch. Rejects if the result is unknown; the batch may have been added nevertheless. */
  add(entry: NewStreamEntry): Promise<void>;
  /**
   * Returns the approximate size of the queued batches in bytes, without those that processes are
   * adding concurrently.
   */
  readBytes(): Promise<number>;
  /**
   * Returns the oldest unread entries, at most `count`. With `wait`, waits up to half a second for
   * one.
   */
  read(count: number, wait: boolean): Promise<StreamEntry[]>;
  /**
   * Returns at most `count` entries that were read more than `milliseconds` ago and not
   * acknowledged.
   */
  reclaim(count: number, milliseconds: number): Promise<StreamEntry[]>;
  acknowledge(entries: StreamEntry[]): Promise<void>;
  /** Removes consumers that have been idle for `milliseconds` and have no pending entries. */
  removeIdleConsumers(milliseconds: number): Promise<void>;
  /** Removes this process's consumer if it has no pending entries. */
  deregister(): Promise<void>;
  readBacklog(): Promise<Backlog>;
}

const group = "writers";
const blockMilliseconds = 500;

/** Runs atomically. Otherwise a consumer could read an entry after the check that it has none. */
const removeIdleConsumersScript = `
  for _, fields in ipairs(redis.call("XINFO", "CONSUMERS", KEYS[1], ARGV[1])) do
    local consumer = {}
    for i = 1, #fields, 2 do consumer[fields[i]] = fields[i + 1] end
    if consumer.pending == 0 and consumer.idle > tonumber(ARGV[2]) then
      redis.call("XGROUP", "DELCONSUMER", KEYS[1], ARGV[1], consumer.name)
    end
  end`;

/**
 * Adds a batch and updates the totals. The batch comes first, because a full Redis rejects only the
 * first command that writes. MAXLEN is not used, because it would drop the oldest batches even if
 * they are not written.
 */
const addScript = `
  redis.call("XADD", KEYS[1], "*", "batch", ARGV[1], "clicks", ARGV[2], "rows", ARGV[3])
  if redis.call("XLEN", KEYS[1]) == 1 then redis.call("DEL", KEYS[2]) end
  redis.call("HINCRBY", KEYS[2], "clicks", ARGV[2])
  redis.call("HINCRBY", KEYS[2], "bytes", #ARGV[1])`;

/** Removes batches, each once, regardless of how many processes have written it. */
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

/** If the stream is empty, the stored number of bytes is outdated. */
const readBytesScript = `
  if redis.call("XLEN", KEYS[1]) == 0 then return "0" end
  return redis.call("HGET", KEYS[2], "bytes") or "0"`;

/**
 * Runs atomically, without returning any batch. The ID of an entry starts with the time at which it
 * was added.
 */
const readBacklogScript = `
  local first = redis.call("XRANGE", KEYS[1], "-", "+", "COUNT", 1)[1]
  local time = redis.call("TIME")
  local clicks = redis.call("HGET", KEYS[2], "clicks") or "0"
  local now = time[1] .. string.format("%03d", math.floor(time[2] / 1000))
  return { redis.call("XLEN", KEYS[1]), clicks, first and first[1] or "", now }`;

type Reply = [id: string, fields: string[] | null];

/** Creates access to the batches in the stream with this key. */
export function createClickStream({ commands, blocking }: Connections, key: string): ClickStream {
  const totalsKey = `${key}:sums`;
  // Differs for each start, so a successor does not immediately own the entries that a crashed
  // process had read.
  const consumerName = `${hostname()} ${process.pid} ${randomUUID()}`;

  /**
   * Continues after the last reclaimed entry, so batches that cannot be written are not always
   * reclaimed first.
   */
  let claimCursor = "0-0";

  /**
   * Creates the consumer group if it does not exist: it is lost with the stream if Redis is
   * emptied.
   */
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

/** Batches that were not added by `add` have at least one click each. */
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

/** Other programs can add any data to the stream: fields with other names are ignored. */
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

/** Another process created the group at the same time. */
function ignoreExistingGroup(error: unknown): void {
  if (!String(error).includes("BUSYGROUP")) throw error;
}

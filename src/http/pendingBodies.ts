import { maxBodyBytes } from "./bodyLimit.ts";
/** Body of a request that is still being received. */
export interface PendingBody {
  /** Key of the share that the body counts to: an account or a network. */
  key: string;
  hasAccount: boolean;
  /** The declared size, or else the maximum size. */
  bytes: number;
  /** Aborts the request to make room for another. */
  abort: () => void;
}

export interface PendingBodies {
  /** Adds a body to the count. It is always accepted: other bodies are aborted to make room. */
  add(body: PendingBody): void;
  remove(body: PendingBody): void;
  /** Number of bodies that are being received. */
  count(): number;
  /** Number of bodies aborted so far. */
  abortedCount(): number;
}

/** Pending bodies per slot of the concurrency limit. Slow clients send for a long time. */
const bodiesPerSlot = 2;
/** Maximum size of a body, so that pending bodies hold no more bytes than requests in flight. */
const bytesPerSlot = maxBodyBytes;
/** Share of callers without an account. */
const anonymousShare = 0.5;
/** Share of one account, or of one network without an account. */
const keyShare = 0.1;

/** Ordered by arrival. */
interface Group {
  bodies: Set<PendingBody>;
  bytes: number;
}

/**
 * Creates the count of pending bodies. It allows at most twice as many bodies as
 * `concurrencyLimit`, and 64 KB for each slot of it. Callers without an account can use half of
 * both. With `isLimitedByKey`, each key can use a tenth.
 *
 * If one more exceeds a limit, the body that has been pending longest is aborted. It belongs to the
 * key or to the anonymous callers, if their share is exceeded. Otherwise anonymous callers come
 * before those with an account. A client that sends its body immediately is therefore served,
 * however many clients send slowly.
 */
export function createPendingBodies(
  concurrencyLimit: number,
  isLimitedByKey: boolean,
): PendingBodies {
  const authenticated = createGroup();
  const anonymous = createGroup();
  const groupByKey = new Map<string, Group>();
  let abortedCount = 0;

  const accountGroup = ({ hasAccount }: PendingBody) => (hasAccount ? authenticated : anonymous);

  function removeBody(body: PendingBody): void {
    if (!removeFromGroup(accountGroup(body), body)) return;
    const keyGroup = groupByKey.get(body.key);
    if (!keyGroup) return;
    removeFromGroup(keyGroup, body);
    if (keyGroup.bodies.size === 0) groupByKey.delete(body.key);
  }

  /**
   * Aborts the oldest body of the first non-empty group, until the groups have room for the bytes.
   */
  function evictOldest(groups: Group[], bytes: number, share: number): void {
    for (;;) {
      const usedBytes = groups.reduce((sum, group) => sum + group.bytes, 0);
      const count = groups.reduce((sum, group) => sum + group.bodies.size, 0);
      const hasRoom =
        count < Math.ceil(concurrencyLimit * bodiesPerSlot * share) &&
        usedBytes + bytes <= concurrencyLimit * bytesPerSlot * share;
      const [oldest] = groups.find(({ bodies }) => bodies.size > 0)?.bodies ?? [];
      if (hasRoom || !oldest) return;
      abortedCount += 1;
      removeBody(oldest);
      oldest.abort();
    }
  }

  return {
    add: (body) => {
      const { key, bytes, hasAccount } = body;
      if (isLimitedByKey) evictOldest([groupByKey.get(key) ?? createGroup()], bytes, keyShare);
      if (!hasAccount) evictOldest([anonymous], bytes, anonymousShare);
      evictOldest([anonymous, authenticated], bytes, 1);
      addToGroup(accountGroup(body), body);
      if (!isLimitedByKey) return;
      const keyGroup = groupByKey.get(key) ?? createGroup();
      groupByKey.set(key, keyGroup);
      addToGroup(keyGroup, body);
    },
    remove: removeBody,
    count: () => authenticated.bodies.size + anonymous.bodies.size,
    abortedCount: () => abortedCount,
  };
}

function createGroup(): Group {
  return { bodies: new Set(), bytes: 0 };
}

function addToGroup(group: Group, body: PendingBody): void {
  group.bodies.add(body);
  group.bytes += body.bytes;
}

/** Returns false if the body was not in the group. */
function removeFromGroup(group: Group, body: PendingBody): boolean {
  if (!group.bodies.delete(body)) return false;
  group.bytes -= body.bytes;
  return true;
}

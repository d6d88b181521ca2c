import { maxBodyBytes } from "./bodyLimit.ts";
/** The body of a request that is still under way. */
export interface PendingBody {
  /** Whose share of all it counts to: an account's, or a network's. */
  key: string;
  hasAccount: boolean;
  /** As many as it declares, or may have. */
  bytes: number;
  /** Ends its request, for which there is no room any more. */
  abort: () => void;
}

export interface PendingBodies {
  /** Counts a body until it has left. It always finds room: others are cut off for it. */
  add(body: PendingBody): void;
  remove(body: PendingBody): void;
  /** How many are under way. */
  count(): number;
  /** How many were cut off so far. */
  abortedCount(): number;
}

/** So many may be under way, for each request that may wait: those that send slowly do so for long. */
const bodiesPerSlot = 2;
/** As large as a body may be, so that the bytes of those under way are no more than of those that wait. */
const bytesPerSlot = maxBodyBytes;
/** What callers without an account may take up. */
const anonymousShare = 0.5;
/** What one account, or one network without any, may take up. */
const keyShare = 0.1;

/** Those that came first are first. */
interface Group {
  bodies: Set<PendingBody>;
  bytes: number;
}

/**
 * The bodies that are under way, within twice as many as `concurrencyLimit` and 64 KB for each seat; callers
 * without an account have half of both, and with `isLimitedByKey` a key has a tenth. Where one more is too
 * many, the one that has been under way longest is cut off: of the key or the callers without an
 * account where it is they who have too many, else of these callers before those with an account. So
 * whoever sends a body at once is served, however many send theirs slowly.
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

  /** Cuts off the oldest of the first group that has any, until the groups have room for so many bytes. */
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

/** False where the body was not in the group. */
function removeFromGroup(group: Group, body: PendingBody): boolean {
  if (!group.bodies.delete(body)) return false;
  group.bytes -= body.bytes;
  return true;
}

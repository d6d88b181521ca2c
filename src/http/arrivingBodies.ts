import { maxBodyBytes } from "./bodyLimit.ts";
/** The body of a request that is still under way. */
export interface ArrivingBody {
  /** Whose share of all it counts to: an account's, or a network's. */
  key: string;
  hasAccount: boolean;
  /** As many as it declares, or may have. */
  bytes: number;
  /** Ends its request, for which there is no room any more. */
  cutOff: () => void;
}

export interface ArrivingBodies {
  /** Counts a body until it has left. It always finds room: others are cut off for it. */
  enter(body: ArrivingBody): void;
  leave(body: ArrivingBody): void;
  /** How many are under way. */
  count(): number;
  /** How many were cut off so far. */
  cutOffs(): number;
}

/** So many may be under way, for each request that may wait: those that send slowly do so for long. */
const bodiesPerSeat = 2;
/** As large as a body may be, so that the bytes of those under way are no more than of those that wait. */
const bytesPerSeat = maxBodyBytes;
/** What callers without an account may take up. */
const shareWithoutAccount = 0.5;
/** What one account, or one network without any, may take up. */
const shareOfKey = 0.1;

/** Those that came first are first. */
interface Group {
  bodies: Set<ArrivingBody>;
  bytes: number;
}

/**
 * The bodies that are under way, within twice as many as `seats` and 64 KB for each seat; callers
 * without an account have half of both, and with `keysShare` a key has a tenth. Where one more is too
 * many, the one that has been under way longest is cut off: of the key or the callers without an
 * account where it is they who have too many, else of these callers before those with an account. So
 * whoever sends a body at once is served, however many send theirs slowly.
 */
export function createArrivingBodies(seats: number, keysShare: boolean): ArrivingBodies {
  const withAccount = createGroup();
  const withoutAccount = createGroup();
  const ofKey = new Map<string, Group>();
  let cutOffs = 0;

  const groupOf = ({ hasAccount }: ArrivingBody) => (hasAccount ? withAccount : withoutAccount);

  function leave(body: ArrivingBody): void {
    if (!remove(groupOf(body), body)) return;
    const neighbours = ofKey.get(body.key);
    if (!neighbours) return;
    remove(neighbours, body);
    if (neighbours.bodies.size === 0) ofKey.delete(body.key);
  }

  /** Cuts off the oldest of the first group that has any, until the groups have room for so many bytes. */
  function makeRoom(groups: Group[], bytes: number, share: number): void {
    for (;;) {
      const taken = groups.reduce((sum, group) => sum + group.bytes, 0);
      const count = groups.reduce((sum, group) => sum + group.bodies.size, 0);
      const hasRoom =
        count < Math.ceil(seats * bodiesPerSeat * share) &&
        taken + bytes <= seats * bytesPerSeat * share;
      const [oldest] = groups.find(({ bodies }) => bodies.size > 0)?.bodies ?? [];
      if (hasRoom || !oldest) return;
      cutOffs += 1;
      leave(oldest);
      oldest.cutOff();
    }
  }

  return {
    enter: (body) => {
      const { key, bytes, hasAccount } = body;
      if (keysShare) makeRoom([ofKey.get(key) ?? createGroup()], bytes, shareOfKey);
      if (!hasAccount) makeRoom([withoutAccount], bytes, shareWithoutAccount);
      makeRoom([withoutAccount, withAccount], bytes, 1);
      add(groupOf(body), body);
      if (!keysShare) return;
      const neighbours = ofKey.get(key) ?? createGroup();
      ofKey.set(key, neighbours);
      add(neighbours, body);
    },
    leave,
    count: () => withAccount.bodies.size + withoutAccount.bodies.size,
    cutOffs: () => cutOffs,
  };
}

function createGroup(): Group {
  return { bodies: new Set(), bytes: 0 };
}

function add(group: Group, body: ArrivingBody): void {
  group.bodies.add(body);
  group.bytes += body.bytes;
}

/** False where the body was not in the group. */
function remove(group: Group, body: ArrivingBody): boolean {
  if (!group.bodies.delete(body)) return false;
  group.bytes -= body.bytes;
  return true;
}

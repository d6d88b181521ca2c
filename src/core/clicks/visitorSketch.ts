/**
 * A HyperLogLog sketch. It estimates the number of distinct hashes in 4,096 bytes, however many there
 * are. The hashes cannot be read from it. The standard error is 1.6 % (1.04 / √4096). The sketch is
 * described by Flajolet et al., 2007. The estimator is that of Ertl, 2017 (arXiv:1702.01284, algorithm
 * 6), which is as exact for few hashes as for many.
 */
export type VisitorSketch = Buffer;

const hashBytes = 8;
const indexBits = 12;
const registers = 1 << indexBits;
/** Bits that follow the index in the first half of a hash. */
const bitsAfterIndex = 32 - indexBits;
/** The longest run of zeros in the 52 bits after the index, plus one. */
const maxRank = 64 - indexBits + 1;

export function emptySketch(): VisitorSketch {
  return Buffer.alloc(registers);
}

/** Adds a hash of 8 random bytes and ignores shorter ones. Returns whether the sketch changed. */
export function addHash(sketch: VisitorSketch, hash: Buffer): boolean {
  if (hash.length < hashBytes) return false;
  const first = hash.readUInt32BE(0);
  const index = first >>> bitsAfterIndex;
  const rest = first & ((1 << bitsAfterIndex) - 1);
  const zeros =
    rest === 0 ? bitsAfterIndex + Math.clz32(hash.readUInt32BE(4)) : Math.clz32(rest) - indexBits;
  if ((sketch[index] ?? 0) > zeros) return false;
  sketch[index] = zeros + 1;
  return true;
}

/** Returns the estimated number of distinct hashes that were added. */
export function estimateVisitors(sketch: VisitorSketch): number {
  const counts = new Array<number>(maxRank + 1).fill(0);
  for (const rank of sketch) {
    const clamped = Math.min(rank, maxRank);
    counts[clamped] = (counts[clamped] ?? 0) + 1;
  }
  const share = (rank: number) => (counts[rank] ?? 0) / registers;
  let sum = registers * tau(1 - share(maxRank));
  for (let rank = maxRank - 1; rank >= 1; rank--) sum = 0.5 * (sum + (counts[rank] ?? 0));
  sum += registers * sigma(share(0));
  return Math.round(registers ** 2 / (2 * Math.LN2 * sum));
}

/** Returns the correction for registers that are still empty. It is infinite if all are empty. */
function sigma(empty: number): number {
  if (empty === 1) return Number.POSITIVE_INFINITY;
  let power = empty;
  let weight = 1;
  let sum = empty;
  for (let before = Number.NaN; sum !== before; ) {
    power *= power;
    before = sum;
    sum += power * weight;
    weight *= 2;
  }
  return sum;
}

/** Returns the correction for registers that cannot grow any more. */
function tau(growing: number): number {
  if (growing === 0 || growing === 1) return 0;
  let root = growing;
  let weight = 1;
  let sum = 1 - growing;
  for (let before = Number.NaN; sum !== before; ) {
    root = Math.sqrt(root);
    before = sum;
    weight *= 0.5;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}

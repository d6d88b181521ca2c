/**
 * A HyperLogLog: how many different marks were added, in 4,096 bytes however many they are. The marks
 * themselves cannot be read from it. The estimate has a standard error of 1.6 % (1.04 / √4096).
 * Flajolet et al., 2007; the estimate is that of Ertl, 2017 (arXiv:1702.01284, algorithm 6), which is as
 * exact for few marks as for many.
 */
export type VisitorSketch = Buffer;

const hashBytes = 8;
const indexBits = 12;
const registers = 1 << indexBits;
/** Bits of a mark's first half that follow its index. */
const bitsAfterIndex = 32 - indexBits;
/** The longest run of zeros in the 52 bits after the index, and one. */
const maxRank = 64 - indexBits + 1;

export function emptySketch(): VisitorSketch {
  return Buffer.alloc(registers);
}

/** Adds a mark of 8 random bytes, and nothing that is shorter. Returns whether that changed the sketch. */
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

/** Returns how many different marks were added, near enough. */
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

/** Corrects for registers that are still empty. Infinite where all are. */
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

/** Corrects for registers that can grow no more. */
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

import { writeFileSync } from "node:fs";

/**
 * Writes a file in MaxMind's format that contains one country, for the first 24 bits of an IP
 * address.
 */
export function writeCountryDatabase(
  path: string,
  network: [number, number, number],
  code: string,
  databaseType = "Country",
) {
  const bits = network.flatMap((byte) => [...byte.toString(2).padStart(8, "0")].map(Number));
  const nodeCount = bits.length;
  const tree = Buffer.alloc(nodeCount * 6);
  for (const [node, bit] of bits.entries()) {
    // A record equal to the node count has no data. The data starts at the node count plus 16.
    const next = node + 1 === nodeCount ? nodeCount + 16 : node + 1;
    tree.writeUIntBE(bit === 0 ? next : nodeCount, node * 6, 3);
    tree.writeUIntBE(bit === 1 ? next : nodeCount, node * 6 + 3, 3);
  }
  const metadata = map({
    binary_format_major_version: unsigned(2),
    binary_format_minor_version: unsigned(0),
    build_epoch: unsigned(1),
    database_type: text(databaseType),
    description: map({ en: text("Test") }),
    ip_version: unsigned(4),
    languages: Buffer.from([0x01, 0x04, ...text("en")]),
    node_count: unsigned(nodeCount),
    record_size: unsigned(24),
  });
  const marker = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from("MaxMind.com")]);
  const data = map({ country: map({ iso_code: text(code) }) });
  writeFileSync(path, Buffer.concat([tree, Buffer.alloc(16), data, marker, metadata]));
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const size = bytes.length < 29 ? [0x40 | bytes.length] : [0x40 | 29, bytes.length - 29];
  return Buffer.concat([Buffer.from(size), bytes]);
}

function unsigned(value: number): Buffer {
  return Buffer.from([0xa2, value >> 8, value & 0xff]);
}

function map(entries: Record<string, Buffer>): Buffer {
  const all = Object.entries(entries);
  return Buffer.concat([
    Buffer.from([0xe0 | all.length]),
    ...all.flatMap(([key, value]) => [text(key), value]),
  ]);
}

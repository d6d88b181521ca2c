/**
 * Writes the PostgreSQL schemas of the client and of the migrations from prisma/schema.prisma,
 * which declares all models once.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = "src/db/generated";
/** Integers that fit in 32 bits. All others are IDs or counts that can exceed them. */
const narrow = new Set(["redirectType", "maxClicks", "version"]);

const declared = readFileSync("prisma/schema.prisma", "utf8");
const models = declared.slice(declared.indexOf("/// A user account."));
const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';

// The client reads 64-bit integers as numbers where the models say Int. It rejects inexact values.
const client = `${datasource}
generator client {
  provider            = "prisma-client"
  output              = "./postgres"
  importFileExtension = "ts"
}

${models}`;

const migrations = `${datasource}
${models
  .replace(/^( +)(\w+)( +)Int\b/gm, (line, indent, name, gap) =>
    narrow.has(name) ? line : `${indent}${name}${gap}BigInt`,
  )
  .replace(/^( +\w+ +DateTime\??)/gm, "$1 @db.Timestamptz(3)")
  // PostgreSQL requires the partition key in the primary key.
  .replace(/(model Click \{\s+id +BigInt +)@id (.*)/, "$1$2")
  .replace(/( {2}@@index\(\[linkId, at, id\]\))/, "  @@id([id, at])\n$1")}`;

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/postgres.prisma`, client);
writeFileSync(`${folder}/postgresMigrations.prisma`, migrations);

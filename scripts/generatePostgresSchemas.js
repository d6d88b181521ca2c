/**
 * Writes what PostgreSQL needs of prisma/schema.prisma, in which all models are declared once:
 * the schema of its client, and that of its migrations.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = "src/db/generated";
/** Whole numbers that stay in 32 bits. All others are ids, or counts, that may outgrow them. */
const narrow = new Set(["redirectType", "maxClicks", "version"]);

const declared = readFileSync("prisma/schema.prisma", "utf8");
const models = declared.slice(declared.indexOf("/// Somebody with an account."));
const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';

// Its client reads 64 bits as numbers where the models say Int, and refuses what is not exact.
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
  // A table is parted by what its primary key has.
  .replace(/(model Click \{\s+id +BigInt +)@id (.*)/, "$1$2")
  .replace("  @@index([linkId, id])\n}\n\n/// A batch", "  @@id([id, at])\n$&")}`;

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/postgres.prisma`, client);
writeFileSync(`${folder}/postgresMigrations.prisma`, migrations);

/**
 * Writes the next migration of each engine that needs one: the difference between the committed
 * migrations and prisma/schema.prisma. Needs PostgreSQL at TEST_POSTGRES_URL.
 * Usage: npm run migration -- name_of_the_change
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { migrationNames, migrationsFolder } from "../src/db/migrations.ts";
import { migrationDifference } from "./migrationDifference.ts";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Name the change in lower case, such as: npm run migration -- add_link_notes");
  process.exit(1);
}

for (const engine of ["sqlite", "postgres"] as const) {
  const difference = await migrationDifference(engine);
  if (difference) {
    const number = String((await migrationNames(engine)).length + 1).padStart(4, "0");
    const folder = `${migrationsFolder(engine)}/${number}_${name}`;
    mkdirSync(folder);
    writeFileSync(`${folder}/migration.sql`, difference);
    console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`);
  } else {
    console.log(`The migrations of ${engine} already lead to the models.`);
  }
}

import type { DataMigration } from "./dataMigration.ts";
import { normalizeTexts } from "./normalizeTexts.ts";

/**
 * All data migrations, in the order in which they run. A migration is removed once no version needs
 * it.
 */
export const dataMigrations: readonly DataMigration[] = [normalizeTexts];

/**
 * An unknown name that resembles a setting, and the setting that was probably meant, if it is
 * clear.
 */
export interface MistakenName {
  name: string;
  suggestion: string | undefined;
}

/** Prefix that only settings of this program have. */
const settingPrefix = "LIMIT_";
/** Prefix that some operators add to the names of settings. */
const programPrefix = "LNK7_";
/** Kubernetes and Docker set LNK7_PORT to such a URL if a service is called lnk7. */
const serviceAddress = /^(tcp|udp|sctp):\/\//;

/** Names of up to this length resemble words that other programs use. */
const maxShortNameLength = 5;
/** From this length on, a name with two typing errors is still unambiguous. */
const minLongNameLength = 10;

/** Finds the variables that are not settings but look like mistyped ones. */
export function findMistakenNames(
  variables: Record<string, string | undefined>,
  settings: readonly string[],
): MistakenName[] {
  const known = new Set(settings);
  return Object.entries(variables).flatMap(([name, value = ""]) => {
    if (known.has(name)) return [];
    const written = name.toUpperCase();
    if (written.startsWith(programPrefix)) {
      const rest = written.slice(programPrefix.length);
      const suggestion = known.has(rest) ? rest : findSuggestion(rest, settings);
      return suggestion === undefined || serviceAddress.test(value) ? [] : [{ name, suggestion }];
    }
    const suggestion = findSuggestion(written, settings);
    return suggestion !== undefined || written.startsWith(settingPrefix)
      ? [{ name, suggestion }]
      : [];
  });
}

function findSuggestion(written: string, settings: readonly string[]): string | undefined {
  return (
    settings.find((setting) => withoutSeparators(setting) === withoutSeparators(written)) ??
    settings.find((setting) => setting.includes("_") && written === `${setting}_FILE`) ??
    settings.find((setting) => isMistypedAs(written, setting))
  );
}

function withoutSeparators(name: string): string {
  return name.replace(/[^A-Z0-9]/g, "");
}

/**
 * Returns whether a name is so similar to a setting that it hardly belongs to another program.
 * REDIS_HOST and DATABASE_SSL belong to other programs, although they differ from a setting in only
 * two letters.
 */
function isMistypedAs(written: string, setting: string): boolean {
  if (setting.length <= maxShortNameLength) return hasSameLetters(written, setting);
  const allowed = setting.length < minLongNameLength ? 1 : 2;
  const words = setting.split("_");
  const writtenWords = written.split("_");
  if (words.length !== writtenWords.length)
    return editDistance(withoutSeparators(written), withoutSeparators(setting)) <= 1;
  const distances = words.map((word, place) => editDistance(writtenWords[place] as string, word));
  const areClose = distances.every(
    (distance, place) =>
      distance <= ((words[place] as string).length <= maxShortNameLength ? 1 : 2),
  );
  return areClose && distances.reduce((sum, distance) => sum + distance, 0) <= allowed;
}

/** Returns whether two adjacent letters are swapped, or one letter is doubled. */
function hasSameLetters(written: string, setting: string): boolean {
  return (
    editDistance(written, setting) === 1 &&
    (written.replace(/(.)\1/, "$1") === setting ||
      [...written].sort().join() === [...setting].sort().join())
  );
}

/**
 * Returns the number of letters to insert, delete, replace, or swap with a neighbour (optimal
 * string alignment).
 */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let distance = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        distance = Math.min(distance, at(row - 2, column - 2) + 1);
      }
      rows[row]?.push(distance);
    }
  }
  return at(a.length, b.length);
}

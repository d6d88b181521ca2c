/** A name that is no setting but looks like one, and the setting that was meant, where that is clear. */
export interface MistakenName {
  name: string;
  meant: string | undefined;
}

/** All settings that start so are of this program. */
const ownPrefix = "LIMIT_";
/** Some write the program's name before its settings. */
const programPrefix = "LNK7_";
/** Kubernetes and Docker put such an address into LNK7_PORT where a service is called lnk7. */
const addressOfService = /^(tcp|udp|sctp):\/\//;

/** Names of up to so many letters resemble words that other programs use. */
const shortNameLength = 5;
/** From so many letters on, two mistakes still leave no doubt. */
const longNameLength = 10;

/** Finds which of the variables are no settings but look like mistyped ones. */
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
      const meant = known.has(rest) ? rest : findMeant(rest, settings);
      return meant === undefined || addressOfService.test(value) ? [] : [{ name, meant }];
    }
    const meant = findMeant(written, settings);
    return meant !== undefined || written.startsWith(ownPrefix) ? [{ name, meant }] : [];
  });
}

function findMeant(written: string, settings: readonly string[]): string | undefined {
  return (
    settings.find((setting) => joined(setting) === joined(written)) ??
    settings.find((setting) => setting.includes("_") && written === `${setting}_FILE`) ??
    settings.find((setting) => isMistypedAs(written, setting))
  );
}

function joined(name: string): string {
  return name.replace(/[^A-Z0-9]/g, "");
}

/**
 * Whether a name is so close to a setting's that it can hardly be another program's: REDIS_HOST and
 * DATABASE_SSL are others' names, though they differ from ours in two letters.
 */
function isMistypedAs(written: string, setting: string): boolean {
  if (setting.length <= shortNameLength) return hasSameLetters(written, setting);
  const allowed = setting.length < longNameLength ? 1 : 2;
  const words = setting.split("_");
  const writtenWords = written.split("_");
  if (words.length !== writtenWords.length)
    return editDistance(joined(written), joined(setting)) <= 1;
  const distances = words.map((word, place) => editDistance(writtenWords[place] as string, word));
  const areClose = distances.every(
    (distance, place) => distance <= ((words[place] as string).length <= shortNameLength ? 1 : 2),
  );
  return areClose && distances.reduce((sum, distance) => sum + distance, 0) <= allowed;
}

/** Two neighbours changed places, or one letter was struck twice. */
function hasSameLetters(written: string, setting: string): boolean {
  return (
    editDistance(written, setting) === 1 &&
    (written.replace(/(.)\1/, "$1") === setting ||
      [...written].sort().join() === [...setting].sort().join())
  );
}

/** Letters to add, take away, change, or swap with their neighbours (optimal string alignment). */
function editDistance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= one.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let distance = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
      );
      if (one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        distance = Math.min(distance, at(row - 2, column - 2) + 1);
      }
      rows[row]?.push(distance);
    }
  }
  return at(one.length, other.length);
}

import { onTestFinished } from "vitest";

/** Returns the distinct names of time zones for which formatters are created until the test ends. */
export function recordTimeZones(): Set<string> {
  const names = new Set<string>();
  const original = Intl.DateTimeFormat;
  Intl.DateTimeFormat = new Proxy(original, {
    construct: (target, given: ConstructorParameters<typeof Intl.DateTimeFormat>) => {
      const name = given[1]?.timeZone;
      if (name !== undefined) names.add(name);
      return new target(...given);
    },
  });
  onTestFinished(() => {
    Intl.DateTimeFormat = original;
  });
  return names;
}

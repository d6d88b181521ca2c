import { createHash } from "node:crypto";

/** A statement whose parameters have names, `@like` this, as the driver takes it: prepared once. */
export function bind(sql: string, parameters: Record<string, unknown>) {
  const values: unknown[] = [];
  const places = new Map<string, string>();
  const text = sql.replace(/@(\w+)/g, (_, name: string) => {
    const place = places.get(name) ?? `$${values.push(parameters[name])}`;
    places.set(name, place);
    return place;
  });
  return { name: createHash("md5").update(text).digest("hex"), text, values };
}

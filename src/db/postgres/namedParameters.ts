import { createHash } from "node:crypto";

/**
 * Converts a statement with named parameters, such as `@id`, to the driver's format. It is prepared
 * once.
 */
export function toPositional(sql: string, parameters: Record<string, unknown>) {
  const values: unknown[] = [];
  const positions = new Map<string, string>();
  const text = sql.replace(/@(\w+)/g, (_, name: string) => {
    const position = positions.get(name) ?? `$${values.push(parameters[name])}`;
    positions.set(name, position);
    return position;
  });
  return { name: createHash("md5").update(text).digest("hex"), text, values };
}

/** The compared parts of an OpenAPI document or of a JSON schema in it. */
interface Node {
  [key: string]: unknown;
}

const methods = ["get", "put", "post", "delete", "patch", "options", "head"];

/**
 * Returns the breaking changes from `before` to `after` for clients, one per line. For operations,
 * responses and response fields: removal or a changed type. For parameters and request fields:
 * removal, a new requirement or fewer accepted values.
 */
export function breakingChanges(before: Node, after: Node): string[] {
  const changes: string[] = [];
  for (const [path, item] of entries(before.paths)) {
    for (const method of methods.filter((name) => name in item)) {
      const name = `${method.toUpperCase()} ${path}`;
      const operation = child(child(child(after, "paths"), path), method);
      if (!operation) changes.push(`${name} is gone`);
      else changes.push(...compareOperations(name, child(item, method), operation));
    }
  }
  return changes;

  function compareOperations(name: string, old: Node = {}, next: Node): string[] {
    const { operationId } = old;
    return [
      ...(next.operationId === operationId ? [] : [`${name}: operationId is not ${operationId}`]),
      ...compareParameters(name, list(old.parameters), list(next.parameters)),
      ...compareRequests(`${name}: body`, schemaOf(old.requestBody), schemaOf(next.requestBody)),
      ...entries(old.responses).flatMap(([status, response]) => {
        const answer = child(child(next, "responses"), status);
        if (!answer) return [`${name}: ${status} is gone`];
        return compareAnswers(`${name}: ${status}`, schemaOf(response), schemaOf(answer));
      }),
    ];
  }

  function compareParameters(name: string, old: Node[], next: Node[]): string[] {
    const keyOf = (parameter: Node) => `${parameter.in} ${parameter.name}`;
    const known = new Map(old.map((parameter) => [keyOf(parameter), parameter]));
    const remaining = new Map(next.map((parameter) => [keyOf(parameter), parameter]));
    const isNew = (parameter: Node) => !known.get(keyOf(parameter))?.required;
    return [
      ...[...known].flatMap(([key, parameter]) => {
        const match = remaining.get(key);
        if (!match) return [`${name}: parameter ${key} is gone`];
        return compareRequests(
          `${name}: parameter ${key}`,
          child(parameter, "schema"),
          child(match, "schema"),
        );
      }),
      ...next
        .filter((parameter) => parameter.required && isNew(parameter))
        .map((parameter) => `${name}: parameter ${keyOf(parameter)} is required`),
    ];
  }

  /** A request that is valid by the old schema must be valid by the next. */
  function compareRequests(name: string, old?: Node, next?: Node): string[] {
    if (!old || !next) return old ? [`${name} is gone`] : [];
    const [from, to] = [resolve(before, old), resolve(after, next)];
    const required = list(to.required).map(String);
    return [
      ...excluded(typesOf(from), typesOf(to)).map((type) => `${name}: takes no ${type}`),
      ...excluded(valuesOf(from), valuesOf(to)).map((value) => `${name}: takes no ${value}`),
      ...missing(required, list(from.required).map(String)).map(
        (key) => `${name}.${key} is required`,
      ),
      ...compareFields(name, from, to, compareRequests),
    ];
  }

  /** Response data that a client expects by the old schema must be in the next. */
  function compareAnswers(name: string, old?: Node, next?: Node): string[] {
    if (!old || !next) return old ? [`${name} is gone`] : [];
    const [from, to] = [resolve(before, old), resolve(after, next)];
    const required = list(from.required).map(String);
    return [
      ...excluded(typesOf(to), typesOf(from)).map((type) => `${name}: may be ${type}`),
      ...missing(required, list(to.required).map(String)).map(
        (key) => `${name}.${key} may be absent`,
      ),
      ...compareFields(name, from, to, compareAnswers),
    ];
  }
}

function compareFields(
  name: string,
  from: Node,
  to: Node,
  compare: (name: string, old?: Node, next?: Node) => string[],
): string[] {
  const fields = entries(from.properties).flatMap(([key, schema]) =>
    compare(`${name}.${key}`, schema, child(child(to, "properties"), key)),
  );
  return [...fields, ...compare(`${name}[]`, child(from, "items"), child(to, "items"))];
}

function resolve(document: Node, schema: Node): Node {
  if (typeof schema.$ref !== "string") return schema;
  const steps = schema.$ref.replace("#/", "").split("/");
  return steps.reduce<Node>((at, step) => child(at, step) ?? {}, document);
}

function schemaOf(holder: unknown): Node | undefined {
  return child(child(child(holder as Node, "content"), "application/json"), "schema");
}

const typesOf = ({ type }: Node): string[] => list(type).map(String);
const valuesOf = ({ enum: values }: Node): string[] => list(values).map(String);
const missing = (wanted: string[], there: string[]): string[] =>
  wanted.filter((value) => !there.includes(value));
/** A schema without types or values accepts all. */
const excluded = (values: string[], allowed: string[]): string[] =>
  allowed.length === 0 ? [] : missing(values, allowed);

function list<Item = Node>(value: unknown): Item[] {
  return value === undefined ? [] : ([value].flat() as Item[]);
}

function child(node: Node | undefined, key: string): Node | undefined {
  return node?.[key] as Node | undefined;
}

function entries(value: unknown): [string, Node][] {
  return Object.entries((value ?? {}) as Record<string, Node>);
}

import { complexityFromQuery } from "@pothos/plugin-complexity";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  type SelectionSetNode,
  Source,
  TokenKind,
} from "graphql";
import { prices } from "./prices.ts";

/** What one operation may ask for at most, counted with its fragments spread. */
export const limits = {
  tokens: 2_000,
  nesting: 50,
  depth: 16,
  fields: 500,
  aliases: 50,
  directives: 50,
  variables: 100,
  /** In points of prices.ts: some 100 ms of CPU. */
  cost: 100_000,
};

const rootsOfIntrospection = new Set(["__schema", "__type"]);

type Measure = { depth: number; fields: number; aliases: number; directives: number };

const names: Record<keyof Measure, string> = {
  depth: "levels",
  fields: "fields",
  aliases: "aliases",
  directives: "directives",
};

const opening = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Throws for a text that is too long, or so deeply nested that parsing it could exhaust the stack. */
export function requireParsable(query: string): void {
  let nesting = 0;
  let tokens = 0;
  for (const kind of tokenKinds(query)) {
    tokens += 1;
    if (opening.has(kind)) nesting += 1;
    if (closing.has(kind)) nesting -= 1;
    if (tokens > limits.tokens) {
      throw refusal(`The document has more than ${limits.tokens} tokens.`);
    }
    if (nesting > limits.nesting) {
      throw refusal(`The document has more than ${limits.nesting} brackets inside each other.`);
    }
  }
}

function* tokenKinds(query: string): Generator<TokenKind> {
  const lexer = new Lexer(new Source(query));
  try {
    while (lexer.advance().kind !== TokenKind.EOF) yield lexer.token.kind;
  } catch {
    // The parser will come to the same place and say what is wrong there.
  }
}

/**
 * The first limit that a document breaks, if any. Takes time in proportion to the document, however
 * often its fragments are spread, so that it can run before the costlier validation.
 */
export function brokenLimit(document: DocumentNode): GraphQLError | undefined {
  const measureSelections = createMeasurement(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if ((definition.variableDefinitions?.length ?? 0) > limits.variables) {
      return refusal(`The operation has more than ${limits.variables} variables.`);
    }
    const measure = measureSelections(definition.selectionSet);
    measure.directives += definition.directives?.length ?? 0;
    for (const [key, name] of Object.entries(names) as [keyof Measure, string][]) {
      if (measure[key] > limits[key]) {
        return refusal(`The operation has more than ${limits[key]} ${name}.`);
      }
    }
  }
  return undefined;
}

function createMeasurement(document: DocumentNode): (set: SelectionSetNode) => Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const known = new Map<string, Measure>();
  const empty = (): Measure => ({ depth: 0, fields: 0, aliases: 0, directives: 0 });

  function measureFragment(name: string): Measure {
    const measured = known.get(name);
    if (measured) return measured;
    // Stands while the fragment is measured: one that spreads itself has no end.
    known.set(name, { ...empty(), depth: Number.POSITIVE_INFINITY });
    const fragment = fragments.get(name);
    const measure = fragment ? measureSet(fragment.selectionSet) : empty();
    known.set(name, measure);
    return measure;
  }

  function measureSet(set: SelectionSetNode): Measure {
    const total = empty();
    for (const selection of set.selections) {
      total.directives += selection.directives?.length ?? 0;
      let inner = empty();
      let level = 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        inner = measureFragment(selection.name.value);
      } else if (selection.selectionSet) {
        inner = measureSet(selection.selectionSet);
      }
      if (selection.kind === Kind.FIELD) {
        level = 1;
        total.fields += 1;
        if (selection.alias) total.aliases += 1;
      }
      total.depth = Math.max(total.depth, inner.depth + level);
      total.fields += inner.fields;
      total.aliases += inner.aliases;
      total.directives += inner.directives;
    }
    return total;
  }

  return measureSet;
}

/** Throws where the operation, with these variables, could bring more than the service gives at once. */
export function requireAffordable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const cost = costOf(schema, document, operation, variables);
  if (cost > limits.cost) {
    throw refusal(
      `The operation would cost ${cost}, more than ${limits.cost}: ask for fewer fields or smaller pages.`,
    );
  }
}

/**
 * Returns the cost of an operation with these variables, in the points of prices.ts. Throws a
 * GraphQLError for an argument that is out of range.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const { complexity } = complexityFromQuery(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
    { schema, variables },
  );
  const cost = complexity + introspectionCost(document, operation);
  return Math.ceil(cost < prices.viewer ? cost : cost + prices.firstRead);
}

/** The plugin knows no price for what every schema has: each such field at the root costs the same. */
function introspectionCost(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const costs = new Map<SelectionSetNode, number>();

  function costOfSet(set: SelectionSetNode): number {
    const known = costs.get(set);
    if (known !== undefined) return known;
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (rootsOfIntrospection.has(selection.name.value)) cost += prices.introspection;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        cost += costOfSet(selection.selectionSet);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) cost += costOfSet(fragment.selectionSet);
      }
    }
    costs.set(set, cost);
    return cost;
  }

  return costOfSet(operation.selectionSet);
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, {
    // Yoga answers 200 to those who accept `application/json` only, unless told that this is no
    // matter of the GraphQL specification.
    extensions: { code: "OPERATION_TOO_LARGE", http: { status: 400, spec: false } },
  });
}

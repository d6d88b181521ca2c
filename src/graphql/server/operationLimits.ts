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
import { prices } from "../schema/prices.ts";

/** Limits of one operation, counted with its fragments expanded. */
export const operationLimits = {
  tokens: 2_000,
  nesting: 50,
  depth: 16,
  fields: 500,
  aliases: 50,
  directives: 50,
  variables: 100,
  /** In points of prices.ts: about 100 ms of CPU. */
  cost: 100_000,
};

const introspectionFields = new Set(["__schema", "__type"]);

type OperationSize = { depth: number; fields: number; aliases: number; directives: number };

const sizeLabels: Record<keyof OperationSize, string> = {
  depth: "levels",
  fields: "fields",
  aliases: "aliases",
  directives: "directives",
};

const remedies: Record<keyof OperationSize, string> = {
  depth: "Nest fewer selections.",
  fields: "Select fewer fields, or split the operation.",
  aliases: "Use fewer aliases, or split the operation.",
  directives: "Use fewer directives.",
};

const openingTokens = new Set<TokenKind>([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const closingTokens = new Set<TokenKind>([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/**
 * Throws for a text that is too long, or nested so deeply that parsing it could exhaust the stack.
 */
export function assertTokenLimits(query: string): void {
  let nesting = 0;
  let tokens = 0;
  for (const kind of tokenKinds(query)) {
    tokens += 1;
    if (openingTokens.has(kind)) nesting += 1;
    if (closingTokens.has(kind)) nesting -= 1;
    if (tokens > operationLimits.tokens) {
      throw limitError(
        `The document has more than ${operationLimits.tokens} tokens. Send a shorter one.`,
      );
    }
    if (nesting > operationLimits.nesting) {
      throw limitError(
        `The document has more than ${operationLimits.nesting} nested brackets. Nest fewer of them.`,
      );
    }
  }
}

function* tokenKinds(query: string): Generator<TokenKind> {
  const lexer = new Lexer(new Source(query));
  try {
    while (lexer.advance().kind !== TokenKind.EOF) yield lexer.token.kind;
  } catch {
    // The parser will reach the same position and report the syntax error.
  }
}

/**
 * Returns the error for the first exceeded limit of a document, if any. The time is proportional to
 * the document's size, regardless of how often its fragments are spread. It can therefore run
 * before the more expensive validation.
 */
export function findExceededLimit(document: DocumentNode): GraphQLError | undefined {
  const measureSelections = createMeasureSelections(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const variables = definition.variableDefinitions?.length ?? 0;
    if (variables > operationLimits.variables) {
      return limitError(
        `The operation has ${variables} variables, and at most ${operationLimits.variables} are allowed. Pass lists or input objects instead.`,
      );
    }
    const size = measureSelections(definition.selectionSet);
    size.directives += definition.directives?.length ?? 0;
    for (const [key, name] of Object.entries(sizeLabels) as [keyof OperationSize, string][]) {
      if (size[key] > operationLimits[key]) {
        // A fragment that spreads itself is infinitely deep.
        const found = Number.isFinite(size[key]) ? size[key] : "endless";
        return limitError(
          `The operation has ${found} ${name}, and at most ${operationLimits[key]} are allowed. ${remedies[key]}`,
        );
      }
    }
  }
  return undefined;
}

function createMeasureSelections(document: DocumentNode): (set: SelectionSetNode) => OperationSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const cache = new Map<string, OperationSize>();
  const createEmptySize = (): OperationSize => ({ depth: 0, fields: 0, aliases: 0, directives: 0 });

  function measureFragment(name: string): OperationSize {
    const cached = cache.get(name);
    if (cached) return cached;
    // This entry applies while the fragment is measured: a fragment that spreads itself is
    // infinitely deep.
    cache.set(name, { ...createEmptySize(), depth: Number.POSITIVE_INFINITY });
    const fragment = fragments.get(name);
    const size = fragment ? measureSelectionSet(fragment.selectionSet) : createEmptySize();
    cache.set(name, size);
    return size;
  }

  function measureSelectionSet(set: SelectionSetNode): OperationSize {
    const total = createEmptySize();
    for (const selection of set.selections) {
      total.directives += selection.directives?.length ?? 0;
      let inner = createEmptySize();
      let level = 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        inner = measureFragment(selection.name.value);
      } else if (selection.selectionSet) {
        inner = measureSelectionSet(selection.selectionSet);
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

  return measureSelectionSet;
}

/**
 * Returns the cost of the operation with these variables, in the points of prices.ts. Throws if it
 * could exceed the limit.
 */
export function requireAffordable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const cost = operationCost(schema, document, operation, variables);
  if (cost <= operationLimits.cost) return cost;
  throw limitError(
    `The operation costs up to ${cost} points, and at most ${operationLimits.cost} are allowed. Request smaller pages or fewer fields of lists, or split the operation.`,
  );
}

/**
 * Returns the cost of an operation with these variables, in the points of prices.ts. Throws a
 * GraphQLError for an argument that is out of range.
 */
export function operationCost(
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

/**
 * Returns the cost of introspection. The plugin has no price for built-in fields, so each of them
 * at the root costs the same.
 */
function introspectionCost(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const costs = new Map<SelectionSetNode, number>();

  function selectionSetCost(set: SelectionSetNode): number {
    const cached = costs.get(set);
    if (cached !== undefined) return cached;
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (introspectionFields.has(selection.name.value)) cost += prices.introspection;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        cost += selectionSetCost(selection.selectionSet);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) cost += selectionSetCost(fragment.selectionSet);
      }
    }
    costs.set(set, cost);
    return cost;
  }

  return selectionSetCost(operation.selectionSet);
}

function limitError(message: string): GraphQLError {
  return new GraphQLError(message, {
    // Yoga responds with 200 to clients that accept only `application/json`, unless `spec` is
    // false.
    extensions: { code: "OPERATION_TOO_LARGE", http: { status: 400, spec: false } },
  });
}

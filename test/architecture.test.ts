import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { expect, test } from "vitest";

/** Maps each part of src to the parts that it may import. A part is a folder or a top-level file. */
const arrows: Record<string, string[]> = {
  "main.ts": ["runtime", "config", "logger.ts", "version.ts"],
  runtime: [
    ...["app.ts", "unreadyApp.ts", "geoipDatabase.ts", "config", "logger.ts", "time.ts"],
    ...["db", "core", "http", "observability", "redis"],
  ],
  "geoipDatabase.ts": ["config", "core"],
  "unreadyApp.ts": ["redirect", "rest", "graphql", "observability", "http"],
  "app.ts": ["redirect", "rest", "graphql", "web", "observability", "http", "core"],
  "cli.ts": ["cli", "config"],
  cli: ["config", "version.ts", "db", "core"],
  config: [],
  "logger.ts": ["observability"],
  "version.ts": [],
  "time.ts": [],
  rest: ["graphql", "http"],
  graphql: ["core", "http", "db"],
  redirect: ["core", "http"],
  observability: ["version.ts", "core", "db", "http"],
  redis: ["time.ts", "core"],
  http: [],
  web: [],
  core: ["time.ts", "db"],
  db: ["time.ts"],
};

/** Maps each folder of the web UI to the folders that it may import. */
const webArrows: Record<string, string[]> = {
  app: ["features", "ui", "hooks", "lib", "api"],
  features: ["ui", "hooks", "lib", "api"],
  ui: ["hooks", "lib", "api"],
  hooks: ["lib"],
  lib: [],
  api: [],
};

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
  .filter((path) => !path.startsWith(join("db", "generated")));

const contentOf = (path: string) => readFileSync(join("src", path), "utf8");
const partOf = (path: string) => path.split(/[\\/]/)[0] ?? path;

/** Returns the files of src that a file imports, including type and dynamic imports. */
function importsOf(path: string): string[] {
  const specifiers = contentOf(path).matchAll(
    /(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g,
  );
  return [...specifiers].map(([, specifier = ""]) => join(dirname(path), specifier));
}

test("imports between parts follow the documented direction", () => {
  const against = sources.flatMap((path) =>
    importsOf(path)
      .filter((imported) => partOf(imported) !== partOf(path))
      .filter((imported) => !arrows[partOf(path)]?.includes(partOf(imported)))
      .map((imported) => `${path} -> ${imported}`),
  );

  expect(against).toEqual([]);
});

test("imports between folders of the web UI follow the documented direction", () => {
  const folderOf = (path: string) => relative("web", path).split(sep)[0] ?? path;
  const files = sources.filter((path) => partOf(path) === "web" && dirname(path) !== "web");
  const against = files.flatMap((path) =>
    importsOf(path)
      .filter((imported) => dirname(imported) !== "web" && folderOf(imported) !== folderOf(path))
      .filter((imported) => !webArrows[folderOf(path)]?.includes(folderOf(imported)))
      .map((imported) => `${path} -> ${imported}`),
  );

  expect(against).toEqual([]);
  expect([...new Set(files.map(folderOf))].sort()).toEqual(Object.keys(webArrows).sort());
});

test("graphql imports from db only the types that Prisma generates for Pothos", () => {
  const known = sources
    .filter((path) => partOf(path) === "graphql")
    .flatMap((path) => importsOf(path).map((imported) => [path, imported] as const))
    .filter(([, imported]) => partOf(imported) === "db");

  expect(known).toEqual([
    [join("graphql", "schema", "builder.ts"), join("db", "generated", "pothos.ts")],
    [join("graphql", "schema", "builder.ts"), join("db", "generated", "pothos.ts")],
  ]);
});

test("every part of src is on the architecture map", () => {
  expect([...new Set(sources.map(partOf))].sort()).toEqual(Object.keys(arrows).sort());
});

test("the environment is read in one place", () => {
  const readers = sources.filter((path) => /\bprocess\s*\.\s*env\b/.test(contentOf(path)));

  expect(readers).toEqual([join("config", "config.ts")]);
});

test("no file has a catch-all name such as utils or helpers", () => {
  const drawers = sources.filter((path) =>
    /^(index|utils?|helpers?|common|misc)\.tsx?$/i.test(basename(path)),
  );

  expect(drawers).toEqual([]);
});

test("imports stay within src", () => {
  const outside = sources.flatMap((path) =>
    importsOf(path).filter((imported) => relative("src", join("src", imported)).startsWith("..")),
  );

  expect(outside).toEqual([]);
});

/** Returns groups of mutually reachable nodes (Tarjan's algorithm), each sorted. */
function circlesIn(graph: Map<string, string[]>): string[][] {
  const circles: string[][] = [];
  const indexes = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string) => {
    indexes.set(node, indexes.size);
    lowest.set(node, indexes.get(node) as number);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!indexes.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(node, Math.min(lowestOf(node), lowestOf(next)));
    }
    if (lowestOf(node) !== indexes.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) circles.push(circle.sort());
  };
  const lowestOf = (node: string) => lowest.get(node) as number;
  for (const node of graph.keys()) if (!indexes.has(node)) visit(node);
  return circles;
}

test("files do not import each other in a circle, type imports included", () => {
  const graph = new Map(sources.map((path) => [path, importsOf(path)]));

  expect(circlesIn(graph)).toEqual([]);
});

test("detects a circle of imports", () => {
  const graph = new Map([
    ["a", ["b", "d"]],
    ["b", ["c"]],
    ["c", ["a"]],
    ["d", []],
  ]);

  expect(circlesIn(graph)).toEqual([["a", "b", "c"]]);
});

/**
 * Returns the imports between folders with the same parent, each folder with all its files. Files
 * directly in the parent compose its folders or serve all of them, so they are left out.
 */
function folderGraph(imports: Map<string, string[]>): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const [path, importedPaths] of imports) {
    for (const imported of importedPaths) {
      const [from, to] = [path.split(sep), imported.split(sep)];
      const level = from.findIndex((name, index) => name !== to[index]);
      const isBetweenFolders = level > 0 && level < from.length - 1 && level < to.length - 1;
      if (!isBetweenFolders) continue;
      const folder = from.slice(0, level + 1).join(sep);
      graph.set(folder, [...(graph.get(folder) ?? []), to.slice(0, level + 1).join(sep)]);
    }
  }
  return graph;
}

test("folders of a part do not import each other in a circle", () => {
  const imports = new Map(sources.map((path) => [path, importsOf(path)]));

  expect(circlesIn(folderGraph(imports))).toEqual([]);
});

test("detects a circle of folders, and ignores imports between a folder and its parent", () => {
  const imports = new Map([
    [join("web", "a", "one", "file.ts"), [join("web", "b", "file.ts"), join("web", "main.ts")]],
    [join("web", "b", "file.ts"), [join("web", "a", "two", "file.ts"), join("web", "main.ts")]],
    [join("web", "a", "file.ts"), [join("web", "a", "one", "file.ts")]],
    [join("web", "a", "two", "file.ts"), [join("web", "a", "file.ts")]],
    [join("web", "main.ts"), [join("web", "a", "file.ts")]],
  ]);

  expect(circlesIn(folderGraph(imports))).toEqual([[join("web", "a"), join("web", "b")]]);
});

import type { Plugin, Rolldown } from "vite";

/** The module of the page at each path, as declared in the `routes.ts` of its feature. */
const pages = {
  "/": "features/home/HomePage.tsx",
  "/app/login": "features/session/LoginPage.tsx",
  "/app/register": "features/session/RegisterPage.tsx",
  "/app/developers": "features/developers/DevelopersPage.tsx",
  "/app/links": "features/links/list/LinksPage.tsx",
  "/app/links/:id": "features/links/details/LinkPage.tsx",
  "/app/tokens": "features/tokens/TokensPage.tsx",
  "/app/settings": "features/settings/SettingsPage.tsx",
};

/**
 * Writes `preloads.json` with the `Link` header of each path. With it a browser fetches the files
 * of the page in parallel with the common files, not after those have run.
 */
export function pagePreloads(): Plugin {
  return {
    name: "page-preloads",
    apply: "build",
    // Styles have priority: the browser can show the frame of the page with them alone.
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replaceAll('<script type="module"', '$& fetchpriority="low"'),
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const headers = Object.entries(pages).map(([path, module]) => {
        const page = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${module}`));
        if (!page) throw new Error(`No chunk begins with ${module}.`);
        return [path, linkHeader(page, chunks)];
      });
      const source = JSON.stringify(Object.fromEntries(headers), null, 2);
      this.emitFile({ type: "asset", fileName: "preloads.json", source });
    },
  };
}

/** Lists all files of a page except those in the document itself. */
function linkHeader(page: Rolldown.OutputChunk, chunks: Rolldown.OutputChunk[]): string {
  const entry = chunks.find(({ isEntry }) => isEntry);
  const known = new Set(entry && reachedFrom(entry, chunks));
  const own = reachedFrom(page, chunks).filter((chunk) => !known.has(chunk));
  const styles = own.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
  return [
    ...own.map(({ fileName }) => `</${fileName}>; rel=modulepreload; fetchpriority=low`),
    ...styles.map((fileName) => `</${fileName}>; rel=preload; as=style; crossorigin`),
  ].join(", ");
}

/** Returns a chunk and all its direct and indirect imports. */
function reachedFrom(
  chunk: Rolldown.OutputChunk,
  chunks: Rolldown.OutputChunk[],
): Rolldown.OutputChunk[] {
  const reached = new Set([chunk]);
  for (const { imports } of reached) {
    for (const other of chunks) if (imports.includes(other.fileName)) reached.add(other);
  }
  return [...reached];
}

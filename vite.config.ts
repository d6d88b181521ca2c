import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";
import { webBuild, writeFingerprint } from "./scripts/buildFingerprints.js";
import { pagePreloads } from "./scripts/pagePreloads.ts";

const service = "http://localhost:3000";

/** A shared file is named for all that need it. */
const shortName = (name: string) => name.replace(/~.*|\.\w+$/, "");

/** Stores the fingerprint of the web UI at the end of its build. */
const storeFingerprint: Plugin = {
  name: "store-fingerprint",
  apply: "build",
  closeBundle: { order: "post", sequential: true, handler: () => writeFingerprint(webBuild) },
};

export default defineConfig({
  root: "src/web",
  plugins: [
    react(),
    pagePreloads(),
    compression({ algorithms: [defineAlgorithm("gzip"), defineAlgorithm("brotliCompress")] }),
    storeFingerprint,
  ],
  build: {
    chunkSizeWarningLimit: 700,
    outDir: "../../dist/web",
    emptyOutDir: true,
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${shortName(name)}-[hash].js`,
        assetFileNames: ({ names: [name = ""] }) => `assets/${shortName(name)}-[hash][extname]`,
        // Each file costs a round trip, and a browser makes six at once: few files, not small ones.
        codeSplitting: {
          groups: [
            { name: "index", tags: ["$initial"], priority: 1 },
            {
              name: "shared",
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 2_000,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { "/graphql": service, "/api": service } },
});

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";

const service = "http://localhost:3000";

export default defineConfig({
  root: "src/web",
  plugins: [
    react(),
    compression({ algorithms: [defineAlgorithm("gzip"), defineAlgorithm("brotliCompress")] }),
  ],
  build: {
    chunkSizeWarningLimit: 700,
    outDir: "../../dist/web",
    emptyOutDir: true,
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/graphql": service, "/api": service } },
});

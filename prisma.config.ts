import { defineConfig } from "prisma/config";

// `prisma generate` looks for a native engine that it never runs, and downloads it where absent.
// Naming any program that exists lets it work where that download is closed off.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema.prisma" });

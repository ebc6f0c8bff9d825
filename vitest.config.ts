import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: { alias: { "server-only": here("node_modules/server-only/empty.js") } },
  test: {
    environment: "node",
    maxWorkers: 2,
    exclude: [...configDefaults.exclude, ".next*/**", ".threshold*/**", "e2e/**"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, "**/*.db.test.ts", ".next*/**", "e2e/**"],
          // What hangs ends; how fast something is, a test does not judge.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          globalSetup: here("lib/core/testing/global-database.ts"),
          setupFiles: here("lib/core/testing/setup-database.ts"),
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** One import per file: [file, what it imports, whether the layers allow it]. */
const cases: [file: string, source: string, allowed: boolean][] = [
  ["lib/cost/domain.ts", "#lib/core/money", true],
  ["lib/cost/domain.ts", "#lib/versions/domain", true],
  ["lib/cost/domain.ts", "#lib/core/db", false],
  ["lib/cost/domain.ts", "#prisma/client", false],
  ["lib/cost/domain.ts", "./queries.ts", false],
  ["lib/cost/domain.ts", "react", false],
  ["lib/cost/schema.ts", "next/headers", false],
  ["lib/cost/schema.ts", "zod", true],
  ["lib/cost/judge.ts", "./commands.ts", false],
  ["lib/cost/judge.ts", "./domain.ts", true],
  ["lib/cost/queries.ts", "#lib/core/db", true],
  ["lib/cost/queries.ts", "#lib/telemetry/schema", true],
  ["lib/cost/queries.ts", "#lib/telemetry/queries", false],
  ["lib/cost/queries.ts", "#lib/activity/record", true],
  ["lib/cost/queries.ts", "#components/ui/table", false],
  ["lib/cost/queries.ts", "../versions/queries.ts", false],
  ["lib/cost/commands.ts", "#lib/versions/commands", false],
  ["lib/cost/query-options.ts", "./queries.ts", false],
  ["lib/telemetry/write/write-batch.ts", "#lib/telemetry/relate/relate", true],
  ["lib/telemetry/write/write-batch.ts", "#lib/cost/price", false],
  ["lib/cost/queries.ts", "#lib/telemetry/write/write-batch", false],
  ["lib/ownership/on-call/take-over.ts", "#lib/ownership/runbook/save-runbook", true],
  ["lib/versions/rollback/rollback.ts", "#lib/ownership/runbook/save-runbook", false],
  ["lib/cost/queries.ts", "#lib/ownership/on-call/take-over", false],
  ["lib/auth/people.ts", "#lib/ownership/on-call/record-shifts", true],
  ["components/on-call/card.tsx", "#lib/ownership/on-call/on-call-schema", true],
  ["components/on-call/card.tsx", "#lib/ownership/on-call/take-over", false],
  ["lib/scorecard/evaluate.ts", "#lib/cost/evidence", true],
  ["lib/scorecard/evaluate.ts", "#lib/cost/queries", false],
  ["lib/scorecard/evaluate.ts", "#lib/cost/commands", false],
  ["lib/portfolio/queries.ts", "#lib/cost/queries", true],
  ["lib/portfolio/queries.ts", "#lib/cost/commands", false],
  ["lib/jobs/jobs.ts", "#lib/cost/commands", true],
  ["components/cost/cost-panel.tsx", "#lib/cost/query-options", true],
  ["components/cost/cost-panel.tsx", "#lib/cost/queries", false],
  ["components/cost/cost-panel.tsx", "#lib/cost/commands", false],
  ["components/cost/cost-panel.tsx", "#lib/core/db", false],
  ["components/cost/cost-panel.tsx", "#prisma/client", false],
  ["components/ui/table.tsx", "#lib/cost/domain", false],
  ["components/ui/table.tsx", "#components/cost/cost-panel", false],
  ["components/ui/table.test.ts", "#components/cost/cost-panel", true],
  ["app/(console)/page.tsx", "#lib/cost/queries", true],
  ["app/(console)/page.tsx", "#lib/core/db", false],
  ["app/(console)/page.tsx", "../../lib/cost/queries.ts", false],
];

let tree: string;
let flagged: Set<number>;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "threshold-layers-"));
  flagged = new Set();
  for (const [index, [file, source]] of cases.entries()) {
    const home = join(tree, String(index));
    mkdirSync(dirname(join(home, file)), { recursive: true });
    for (const name of ["biome.json", ".gitignore"]) copyFileSync(join(root, name), join(home, name));
    writeFileSync(join(home, file), `import { thing } from "${source}";\n\nexport const copy = thing;\n`);
    const biome = spawnSync(
      join(root, "node_modules/.bin/biome"),
      ["lint", "--only=style/noRestrictedImports", "--reporter=json", file],
      { cwd: home, encoding: "utf8" },
    );
    if (biome.stdout.includes("lint/style/noRestrictedImports")) flagged.add(index);
  }
}, 120_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(cases.map(([file, source, allowed], index) => ({ file, source, allowed, index })))(
  "$file importing $source: allowed is $allowed",
  ({ allowed, index }) => {
    expect(flagged.has(index)).toBe(!allowed);
  },
);

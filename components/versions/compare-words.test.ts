import { expect, it } from "vitest";
import type { Comparison } from "#lib/versions/compare/compare-schema";
import { comparisonSentence } from "./compare-words.ts";

const artifact = {
  kind: "prompt",
  name: "reply",
  change: "changed",
  from: null,
  to: null,
  undone: false,
  reasons: [],
  moreReasons: 0,
  text: null,
  structured: null,
  tooLarge: false,
} as const;
const side = (createdAt: string, committedAt: string | null) => ({
  spec: createdAt,
  release: { digest: createdAt, commit: null, createdBy: "pipeline", createdAt, committedAt },
});
const compared = (from: Comparison["from"], to: Comparison["to"]): Comparison => ({
  of: "releases",
  from,
  to,
  artifacts: [{ ...artifact, reasons: [] }],
});

it("says that the second release is the older one by when it was committed, where it was imported", () => {
  const live = side("2026-03-01T00:00:00Z", null);
  const imported = side("2026-06-01T00:00:00Z", "2024-01-01T00:00:00Z");
  expect(comparisonSentence(compared(imported, live))).toBe("1 artifact changed.");
  expect(comparisonSentence(compared(live, imported))).toBe(
    "1 artifact changed. The second is the older one.",
  );
});

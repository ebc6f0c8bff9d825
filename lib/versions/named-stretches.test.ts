import { expect, test } from "vitest";
import { namedStretches } from "./named-stretches.ts";
import type { Segment } from "./schema.ts";

const part = (version: string) => ({
  kind: "prompt" as const,
  name: "main",
  version,
  digest: version,
  change: "",
});
const share = (version: string, weight: number) => ({
  release: `${version}release`,
  weight,
  artifacts: [part(version)],
});

function segment(
  from: string,
  to: string,
  shares: Segment["shares"],
  certainty: Segment["certainty"],
): Segment {
  const reported = {
    reason: `why ${from}`,
    reportedAt: from,
    reportedBy: "ci",
    effectiveAt: from,
    deployment: from,
  };
  return { from, to, certainty, shares, ...reported, calls: null, callsWithoutRelease: null };
}

test("each stretch is named by what it brought, and by what it is where it brought nothing", () => {
  const found = namedStretches([
    segment("1", "2", [share("v12", 1)], "declared"),
    segment("2", "3", [share("v12", 0.9), share("v13", 0.1)], "declared"),
    segment("3", "4", [], "none"),
    segment("4", "5", [share("v12", 0.5), share("v13", 0.5)], "declared"),
    segment("5", "6", [share("v14", 1)], "observed"),
    segment("6", "7", [share("v12", 1)], "declared"),
  ]);
  expect(found.map(({ from, to, name }) => [from, to, name])).toEqual([
    ["1", "2", "prompt v12"],
    ["2", "3", "prompt v13"],
    ["4", "5", "prompt v12"],
    ["6", "7", "prompt v12"],
  ]);
  expect(found[1]).toMatchObject({ reason: "why 2", by: "ci" });
});

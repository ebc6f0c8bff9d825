import { expect, test } from "vitest";
import type { ShiftAnswer } from "#lib/ownership/on-call/on-call-schema";
import { prepareTimeline } from "./prepare-timeline.ts";

const ada = { id: "1", name: "Ada Byron" };
const bob = { id: "2", name: "Bob Kahn" };
const shift = (from: string, to: string, more: Partial<ShiftAnswer>): ShiftAnswer => ({
  from: `${from}T08:00:00.000Z`,
  to: `${to}T08:00:00.000Z`,
  person: null,
  planned: null,
  override: false,
  recorded: false,
  ...more,
});

test("gaps stay gaps and say whose turn it is; one's own shifts stand out; times are the rotation's", () => {
  const { lanes, axis, ticks } = prepareTimeline(
    [
      shift("2026-03-02", "2026-03-09", { person: ada, planned: ada }),
      shift("2026-03-09", "2026-03-10", { planned: bob }),
      shift("2026-03-10", "2026-03-30", { person: bob, planned: bob, override: true }),
    ],
    "2026-03-02T08:00:00.000Z",
    "Europe/Berlin",
    "1",
  );
  expect(lanes[0]?.segments.map(({ label, tone, detail }) => [label, tone, detail])).toEqual([
    ["Ada Byron", "accent", "Mon 2 Mar 2026, 09:00 to Mon 9 Mar 2026, 09:00 CET"],
    [
      "Nobody",
      "gap",
      "Gap. Bob Kahn has the turn and cannot be on call. Mon 9 Mar 2026, 09:00 to Tue 10 Mar 2026, 09:00 CET",
    ],
    ["Bob Kahn", "plain", "Took over. Tue 10 Mar 2026, 09:00 to Mon 30 Mar 2026, 10:00 CEST"],
  ]);
  expect((axis.to - axis.from) / 86_400_000).toBe(28);
  expect(ticks[0]?.label).toBe("2 Mar");
});

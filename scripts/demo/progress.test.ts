import { expect, test } from "vitest";
import { part, progressOn } from "./progress.ts";

function recorded(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  let now = 0;
  const stream = { isTTY, columns, write: (text: string) => written.push(text) };
  return { written, progress: progressOn(stream, () => now), pass: (ms: number) => (now += ms) };
}

test("a terminal gets one line that is drawn over: bar, percent, time and what is loaded", () => {
  const { written, progress, pass } = recorded(true, 120);
  progress(0, "People and teams");
  pass(7_000);
  progress(0.5, "Telemetry, day 45 of 90");
  pass(65_000);
  progress(1, "Done");
  expect(written[1]).toContain("50 %  0:07  Telemetry, day 45 of 90");
  expect(written.every((text) => text.startsWith("\r"))).toBe(true);
  expect(written.map((text) => text.endsWith("\n"))).toEqual([false, false, true]);
  expect(written[2]).toContain("100 %  1:12");
});

test("a narrow terminal gets a shorter line, not two", () => {
  const { written, progress } = recorded(true, 40);
  progress(0.3, "Releases and runbooks of a feature with a very long name");
  expect(written[0]?.replace("\r", "").replace("\x1b[K", "").length).toBeLessThan(40);
});

test("what has not changed is not drawn again", () => {
  const { written, progress } = recorded(true);
  progress(0.3, "Telemetry");
  progress(0.3, "Telemetry");
  expect(written).toHaveLength(1);
});

test("elsewhere there is a plain line for each tenth", () => {
  const { written, progress } = recorded(false);
  for (let at = 0; at <= 100; at += 1) progress(at / 100, "Telemetry");
  expect(written).toHaveLength(11);
  expect(written.join("")).not.toContain("\r");
  expect(written[10]).toBe("100 %  0:00  Telemetry\n");
});

test("a part of the work has its part of the whole", () => {
  const seen: number[] = [];
  const telemetry = part((share) => seen.push(share), 0.2, 0.8);
  for (const share of [0, 0.5, 1]) telemetry(share, "Telemetry");
  expect(seen).toEqual([0.2, 0.5, 0.8]);
});

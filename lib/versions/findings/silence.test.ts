import { expect, it } from "vitest";
import { context, dayStart, declared, HOUR, share } from "#lib/versions/testing/seen-rows";
import { silenceWords } from "./silence.ts";

const at = (hour: number) => ({ ...context, now: dayStart + hour * HOUR });

it("says that nothing was declared only where nothing was", () => {
  const nothing = "Nothing was observed, and nothing was declared to run.";
  expect(silenceWords([], context)).toBe(nothing);
  expect(silenceWords([declared(-24, 0), declared(24, 48)], context)).toBe(nothing);
  expect(silenceWords([], at(-1))).toBe("Nothing can be observed yet, and nothing is declared to run.");
});

it("does not blame a day that has hardly begun, nor one to come", () => {
  expect(silenceWords([declared(-24, 24)], at(0.5))).toBe(
    "Nothing has been observed yet: release aaaaaaaaaaaa is declared to run from 00:00 on, and no whole hour has passed since.",
  );
  const canary = [declared(2, 24, [share("a", 0.9), share("b", 0.1)])];
  expect(silenceWords(canary, at(-3))).toBe(
    "Nothing can be observed yet; releases aaaaaaaaaaaa and bbbbbbbbbbbb are declared to run from 02:00 on.",
  );
  expect(silenceWords(canary, at(1))).toBe(
    "Nothing was observed, and nothing is declared to run before 02:00, when releases aaaaaaaaaaaa and bbbbbbbbbbbb begin.",
  );
});

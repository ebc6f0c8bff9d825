import { expect, test } from "vitest";
import { lifecycleState, markServing, onStop, stopBackgroundWork } from "./lifecycle.ts";

test("stopping ends every part once, although one of them fails", async () => {
  const ended: string[] = [];
  markServing();
  expect(lifecycleState()).toBe("serving");
  onStop(async () => {
    expect(lifecycleState()).toBe("stopping");
    ended.push("jobs");
  });
  onStop(() => Promise.reject(new Error("cannot stop")));
  onStop(async () => void ended.push("batches"));
  await stopBackgroundWork();
  await stopBackgroundWork();
  expect(ended).toEqual(["jobs", "batches"]);
  expect(lifecycleState()).toBe("stopping");
});

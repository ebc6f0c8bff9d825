import { expect, test } from "vitest";
import { sharedLoad } from "./shared-load.ts";

/** Loads that end when the test says so; each answers with its number. */
function manual() {
  const ends: ((fail?: Error) => void)[] = [];
  const load = () =>
    new Promise<number>((resolve, reject) => {
      const number = ends.length + 1;
      ends.push((fail) => (fail ? reject(fail) : resolve(number)));
    });
  return { ends, load };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("who asks while a load is under way gets the next one, together with all others that wait", async () => {
  const { ends, load } = manual();
  const get = sharedLoad(load);
  const first = get();
  const waiting = [get(), get(), get()];
  expect(ends).toHaveLength(1);
  ends[0]?.();
  expect(await first).toBe(1);
  await turn();
  expect(ends).toHaveLength(2);
  const later = get();
  ends[1]?.();
  expect(await Promise.all(waiting)).toEqual([2, 2, 2]);
  await turn();
  ends[2]?.();
  expect(await later).toBe(3);
});

test("a load that fails fails those who shared it and nobody after them", async () => {
  const { ends, load } = manual();
  const get = sharedLoad(load);
  const first = get();
  ends[0]?.(new Error("away"));
  await expect(first).rejects.toThrow("away");
  await turn();
  const second = get();
  ends[1]?.();
  expect(await second).toBe(2);
});

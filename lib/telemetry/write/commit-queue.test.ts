import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CommitQueue, QueueFull } from "./commit-queue.ts";

type Item = { id: number; size: number; poison?: boolean };

class Poisoned extends Error {}

/** A store whose writes end when the test says so. */
function makeStore() {
  const open: { items: Item[]; end: () => void }[] = [];
  const stored: number[][] = [];
  const write = (items: Item[]) =>
    new Promise<number[]>((resolve, reject) => {
      const end = () => {
        if (items.some((item) => item.poison)) return reject(new Poisoned());
        stored.push(items.map(({ id }) => id));
        resolve(items.map(({ id }) => id));
      };
      open.push({ items, end });
    });
  return { open, stored, write };
}

function queueOn(
  write: (items: Item[]) => Promise<number[]>,
  over: Partial<{ writers: number; capacity: number }> = {},
) {
  return new CommitQueue<Item, number>({
    write,
    sizeOf: ({ size }) => size,
    groupSize: 10,
    writers: 1,
    capacity: 100,
    mayBeOneItem: (error) => error instanceof Poisoned,
    ...over,
  });
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function drained(store: ReturnType<typeof makeStore>, queue: { load: number }): Promise<void> {
  while (queue.load > 0) {
    for (const { end } of store.open.splice(0)) end();
    await turn();
  }
}

describe("a commit queue", () => {
  test("writes a lone item at once, and what came meanwhile together", async () => {
    const store = makeStore();
    const queue = queueOn(store.write);
    const all = [1, 2, 3].map((id) => queue.submit({ id, size: 1 }));
    expect(store.open.map(({ items }) => items.map(({ id }) => id))).toEqual([[1]]);
    await drained(store, queue);
    expect(await Promise.all(all)).toEqual([1, 2, 3]);
    expect(store.stored).toEqual([[1], [2, 3]]);
  });

  test("says nothing before the transaction ended", async () => {
    const store = makeStore();
    const queue = queueOn(store.write);
    let answered = false;
    const one = queue.submit({ id: 1, size: 1 }).then(() => {
      answered = true;
    });
    await turn();
    expect(answered).toBe(false);
    await drained(store, queue);
    await one;
    expect(answered).toBe(true);
  });

  test("refuses what it has no room for, and has room again afterwards", async () => {
    const store = makeStore();
    const queue = queueOn(store.write, { capacity: 5 });
    const first = queue.submit({ id: 1, size: 7 });
    await expect(queue.submit({ id: 2, size: 1 })).rejects.toThrow(QueueFull);
    await drained(store, queue);
    await first;
    const again = queue.submit({ id: 2, size: 1 });
    await drained(store, queue);
    expect(await again).toBe(2);
    expect(store.stored).toEqual([[1], [2]]);
  });

  test("one bad item fails alone, also within a group", async () => {
    const store = makeStore();
    const queue = queueOn(store.write);
    const items: Item[] = [
      { id: 1, size: 1 },
      { id: 2, size: 1 },
      { id: 3, size: 1, poison: true },
      { id: 4, size: 1 },
    ];
    const results = Promise.allSettled(items.map((item) => queue.submit(item)));
    await drained(store, queue);
    expect((await results).map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(store.stored.flat()).toEqual([1, 2, 4]);
  });

  test("an error that is nobody's fault fails the group without trying each", async () => {
    let writes = 0;
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const queue = queueOn(async () => {
      writes += 1;
      await gate;
      throw new Error("away");
    });
    const results = Promise.allSettled([1, 2, 3].map((id) => queue.submit({ id, size: 1 })));
    release();
    expect((await results).every(({ status }) => status === "rejected")).toBe(true);
    expect(writes).toBe(2);
    await queue.idle();
    expect(queue.load).toBe(0);
  });

  test("stores each item once, in groups that fit, with no more writers than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 15 }), poison: fc.boolean() }), {
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 3 }),
        fc.infiniteStream(fc.nat(3)),
        async (shapes, writers, choices) => {
          const store = makeStore();
          const queue = queueOn(store.write, { writers, capacity: 10_000 });
          const results = Promise.allSettled(shapes.map((shape, id) => queue.submit({ id, ...shape })));
          while (queue.load > 0) {
            expect(store.open.length).toBeLessThanOrEqual(writers);
            for (const { items } of store.open) {
              const size = items.reduce((sum, item) => sum + item.size, 0);
              expect(items.length === 1 || size <= 10).toBe(true);
            }
            const at = (choices.next().value ?? 0) % Math.max(1, store.open.length);
            store.open.splice(at, 1)[0]?.end();
            await turn();
          }
          const settled = await results;
          const expected = shapes.flatMap(({ poison }, id) => (poison ? [] : [id]));
          expect(store.stored.flat().sort((a, b) => a - b)).toEqual(expected);
          expect(settled.map(({ status }) => status === "fulfilled")).toEqual(
            shapes.map(({ poison }) => !poison),
          );
          await queue.idle();
        },
      ),
    );
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { Counts, storedOf } from "./counts.ts";
import { type BucketCount, mergeBuckets } from "./stats.ts";

const histogram = fc.uniqueArray(
  fc.record({ bucket: fc.integer({ min: -1, max: 1092 }), count: fc.integer({ min: 1, max: 2 ** 31 - 1 }) }),
  { selector: ({ bucket }) => bucket },
);
/** As Postgres writes an array. */
const text = (numbers: readonly number[]) => `{${numbers.join(",")}}`;
const buckets = (list: readonly BucketCount[]) => text(list.map(({ bucket }) => bucket));
const counts = (list: readonly BucketCount[]) => text(list.map(({ count }) => count));

it("adds what is stored, several arrays to a text, as if all had been counted at once", () => {
  fc.assert(
    fc.property(fc.array(histogram), (all) => {
      const sum = new Counts();
      sum.add(1, storedOf(all.map(buckets).join(""), all.map(counts).join("")));
      expect(sum.list()).toEqual(mergeBuckets(...all));
    }),
  );
});

it("takes away exactly what was added", () => {
  fc.assert(
    fc.property(histogram, histogram, (kept, gone) => {
      const sum = new Counts();
      sum.add(1, storedOf(buckets(kept) + buckets(gone), counts(kept) + counts(gone)));
      sum.add(-1, storedOf(buckets(gone), counts(gone)));
      expect(sum.list()).toEqual(mergeBuckets(kept));
    }),
  );
});

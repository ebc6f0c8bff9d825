import { z } from "zod";

/** A UTC hour or day of one or several places, as rollups know it. `start` is milliseconds since 1970. */
export type Stretch = {
  start: number;
  /** Whose rows lie there: a feature, for interactions also its environment. */
  places: { featureId: number; environment: string | null }[];
  /** Rows that may pass the filters, and rows that looking for them has to read. */
  passing: number;
  rows: number;
};

const rollup = z.object({
  id: z.number(),
  environment: z.string().nullable(),
  start: z.number(),
  passing: z.number(),
  rows: z.number(),
});

/** Rollups put together where they begin at the same time; they come in that order. */
export function stretchesOf(rollups: unknown): Stretch[] {
  const stretches = new Map<number, Stretch>();
  for (const { id, environment, start, passing, rows } of z.array(rollup).parse(rollups)) {
    const stretch = stretches.get(start) ?? { start, places: [], passing: 0, rows: 0 };
    stretch.places.push({ featureId: id, environment });
    stretch.passing += passing;
    stretch.rows += rows;
    stretches.set(start, stretch);
  }
  return [...stretches.values()];
}

/** Each rollup as a stretch of its own, in the order in which they come. */
export function apart(rollups: unknown): Stretch[] {
  return z
    .array(rollup)
    .parse(rollups)
    .map(({ id, environment, ...stretch }) => ({ ...stretch, places: [{ featureId: id, environment }] }));
}

/** The places of stretches side by side, as a query takes them: ids, environments, beginnings in seconds. */
export function placesOf(stretches: readonly Stretch[]) {
  const places = stretches.flatMap(({ start, places: of }) =>
    of.map((place) => ({ ...place, start: start / 1000 })),
  );
  return {
    ids: places.map(({ featureId }) => featureId),
    environments: places.map(({ environment }) => environment),
    starts: places.map(({ start }) => start),
  };
}

/** Days whose hours are asked for at once. */
const MAX_DAYS = 32;
/** Rows that are read at once before it is seen whether there are enough. */
const MAX_ROWS = 10_000;

/**
 * The hours of `days` in which rows lie that may pass, newest first, in groups that hold about `want` of them; where
 * rollups do not know how many pass, want is infinite and a group ends by its rows. So a rare value does not make a
 * list read every row there is.
 */
export async function* hoursToRead(
  days: readonly Stretch[],
  hoursOf: (days: Stretch[]) => Promise<Stretch[]>,
  want: number,
): AsyncGenerator<Stretch[]> {
  for (const group of grouped(days, (size, passing) => passing > want || size >= MAX_DAYS)) {
    yield* grouped(await hoursOf(group), (_, passing, rows) => passing > want || rows >= MAX_ROWS);
  }
}

/** Cuts a list into groups, each as short as it is full. */
export function* grouped(
  stretches: readonly Stretch[],
  full: (size: number, passing: number, rows: number) => boolean,
): Generator<Stretch[]> {
  let [group, passing, rows]: [Stretch[], number, number] = [[], 0, 0];
  for (const stretch of stretches) {
    group.push(stretch);
    passing += stretch.passing;
    rows += stretch.rows;
    if (!full(group.length, passing, rows)) continue;
    yield group;
    [group, passing, rows] = [[], 0, 0];
  }
  if (group.length > 0) yield group;
}

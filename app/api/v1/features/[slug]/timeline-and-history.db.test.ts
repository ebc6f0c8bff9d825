import { expect, test } from "vitest";
import { dayOf } from "#lib/core/calendar";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { historyQuery } from "#lib/scorecard/schema";
import { timeline } from "#lib/scorecard/timeline-schema";
import { recordDeployment } from "#lib/versions/record-deployment";
import { deploymentInput } from "#lib/versions/schema";
import { mintFeature, mintKey, mintReleases, send, tester } from "#lib/versions/testing/mint";
import { GET } from "./timeline/route.ts";

test("what ran lasts until its end, is what is believed now, and has the day of the zone that was asked for", async () => {
  const feature = await mintFeature();
  const [first = "", second = ""] = await mintReleases(feature, 2);
  const start = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 10 * DAY_MS;
  const at = (days: number) => new Date(start + days * DAY_MS).toISOString();
  const deploy = (release: string, from: number, until?: number) =>
    recordDeployment(
      tester,
      feature,
      deploymentInput.parse({
        environment: "production",
        shares: [{ release, weight: 1 }],
        effectiveAt: at(from),
        ...(until === undefined ? {} : { until: at(until) }),
        reason: `from ${from}`,
      }),
    );
  await deploy(first, 0, 2);
  await deploy(second, 4);
  // A late report: what was said of day 5 to 6 is believed no more.
  await deploy(first, 5, 6);
  const path = `/features/${feature.slug}/timeline?days=30&tz=Pacific/Auckland`;
  const answer = await send(GET, path, { slug: feature.slug }, { key: await mintKey() });
  const { running, to } = timeline.parse(await answer.json());
  expect(running.map((one) => [Date.parse(one.from), Date.parse(one.to), one.reason])).toEqual([
    [start, Date.parse(at(2)), "from 0"],
    [Date.parse(at(4)), Date.parse(at(5)), "from 4"],
    [Date.parse(at(5)), Date.parse(at(6)), "from 5"],
    [Date.parse(at(6)), Date.parse(to), "from 4"],
  ]);
  expect(running[0]?.day).toBe(dayOf(new Date(start), "Pacific/Auckland"));
});

test("the history of the score has 50 entries a page unless asked otherwise, up to 200", () => {
  expect(historyQuery.parse({})).toMatchObject({ limit: 50 });
  expect(historyQuery.parse({ limit: "200" })).toMatchObject({ limit: 200 });
});

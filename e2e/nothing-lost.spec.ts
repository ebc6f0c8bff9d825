import { compare } from "#scripts/testing/compare";
import { startLoad } from "#scripts/testing/exporter";
import { type Installation, installation, until } from "#scripts/testing/installation";
import { killUnderLoad } from "#scripts/testing/kill-under-load";
import { twoServers } from "#scripts/testing/two-servers";
import { expect, test } from "./fixtures.ts";

test.use({ role: null });
test.describe.configure({ mode: "serial" });
// Starts take what the machine allows; this only ends a run that hangs.
test.setTimeout(600_000);

let own: Installation;
test.beforeEach(async () => {
  own = await installation();
});
test.afterEach(async () => {
  await own.end();
});

test("after kill -9 of the web server, of Postgres and of everything, what was answered is there, once", async () => {
  const report = await killUnderLoad(own, { times: 3, senders: 4, spans: 32 });
  expect(report.wrong).toEqual([]);
  expect(report.kills).toEqual({ "web server": 1, postgres: 1, everything: 1 });
  expect(report.answered).toBeGreaterThan(12);
});

test("asked to stop under load, it answers what it took, stores what it answered, and ends with code 0", async () => {
  await own.start();
  await own.registerFeature("drained");
  const load = startLoad({
    urls: [own.url],
    key: own.key,
    feature: "drained",
    senders: 8,
    spans: 64,
    patience: { givesUp: 1, maxPauseMs: 50 },
  });
  await until(() => load.answered() >= 20);
  const stopped = own.server().stop();
  await until(() => own.server().lines.some((line) => line.startsWith("Stopping")));
  expect(await stopped).toBe(0);
  await load.finish();
  await own.start();
  const report = await compare(own.databaseUrl(), "drained", load.batches);
  expect(report.wrong).toEqual([]);
  expect(report.storedUnanswered).toBe(0);
});

test("two servers that share a database count as one", async () => {
  const report = await twoServers({ batches: 24, senders: 4, spans: 32, ticks: 0 });
  expect(report.wrong).toEqual([]);
  expect(report.answers).toEqual({ 200: report.batches });
  expect([report.doubledTicks, report.doubledScorecards, report.exitCodes]).toEqual([0, 0, [0, 0]]);
});

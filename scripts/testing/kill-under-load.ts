import { type Comparison, compare } from "./compare.ts";
import { startLoad } from "./exporter.ts";
import { type Installation, killed, until } from "./installation.ts";

export type KillReport = Comparison & { kills: Record<string, number> };

type Options = {
  times: number;
  senders: number;
  spans: number;
  say?: (line: string) => void;
};

/**
 * Sends load to an installation and kills parts of it with SIGKILL, each part in turn, while batches are being
 * answered; starts it again each time and goes on. In the end compares what was answered with what is stored.
 */
export async function killUnderLoad(
  at: Installation,
  { times, senders, spans, say }: Options,
): Promise<KillReport> {
  const feature = "killed";
  await at.start();
  await at.registerFeature(feature);
  const load = startLoad({
    urls: [at.url],
    key: at.key,
    feature,
    senders,
    spans,
    patience: { givesUp: 0.2, maxPauseMs: 250 },
  });
  const kills: Record<string, number> = {};
  for (let time = 0; time < times; time += 1) {
    const what = killed[time % killed.length] ?? "everything";
    const before = load.answered();
    await until(() => load.answered() >= before + senders * (2 + Math.floor(6 * Math.random())));
    await at.kill(what);
    kills[what] = (kills[what] ?? 0) + 1;
    say?.(`${time + 1}. killed: ${what}, after ${load.answered()} answered batches`);
    if (what !== "backend") await at.start();
  }
  const before = load.answered();
  await until(() => load.answered() >= before + senders);
  await load.finish();
  return { ...(await compare(at.databaseUrl(), feature, load.batches)), kills };
}

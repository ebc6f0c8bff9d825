import { type Api, connect, Refused, type Sender, sendExport, type Transport } from "./api.ts";
import { organisation } from "./company.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { exportsOfDay } from "./generate.ts";
import { loadChanges } from "./load-changes.ts";
import { describeFeature, judge, registerFeature, type Writers } from "./load-features.ts";
import { loadOnCall } from "./load-on-call.ts";
import { type Account, loadPeople } from "./load-people.ts";
import { LEASE_ENDED_DAYS, loadPrices } from "./load-prices.ts";
import { loadViews } from "./load-views.ts";
import { type Progress, part } from "./progress.ts";
import { sendVoices } from "./voices.ts";

export type LoadOptions = {
  url: string;
  key: string;
  admin: Account | null;
  /** Of every invited account. */
  password: string;
  plans: readonly FeaturePlan[];
  nowMs: number;
  days: number;
  seed: number;
  scale?: number;
  transport: Transport;
  progress: Progress;
};

/** What the installation holds, as far as the demo is concerned. */
export async function whatIsThere(api: Api, key: Sender): Promise<"empty" | "demo" | "other"> {
  const found = await api.json<{ items: { slug: string }[] }>("GET", "/features?limit=1", key);
  const { name } = await api.json<{ name: string }>("GET", "/installation", key);
  if (name === organisation.name) return "demo";
  return found.items.length === 0 ? "empty" : "other";
}

/** At once on their way: each export is a transaction of its own on the server. */
const LANES = 4;

/** Works through the list, several at once. */
async function each<T>(list: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const left = list[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let one = left.next(); !one.done; one = left.next()) await work(one.value);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Telemetry of all days, oldest first. Before the last of them features are judged once: some of them erode in these. */
async function sendHistory(
  options: LoadOptions,
  progress: Progress,
  beforeTheLast: () => Promise<void>,
): Promise<number> {
  const { transport, url, key, days } = options;
  let spans = 0;
  for (let day = 0; day < days; day += 1) {
    progress(day / days, `Telemetry: day ${day + 1} of ${days}, ${spans.toLocaleString("en")} spans`);
    if (day === Math.max(0, days - LEASE_ENDED_DAYS)) await beforeTheLast();
    await each(exportsOfDay(options, day), async (one) => {
      await sendExport(transport, url, key, one.body);
      spans += one.spans;
    });
  }
  return spans;
}

/**
 * Loads the sample organisation through the public API and OTLP. With the same `nowMs` and seed it may be run again, after
 * an interruption for instance: nothing is there twice. Throws Refused, and Error where the server says otherwise.
 */
export async function loadOrganisation(options: LoadOptions): Promise<{ features: number; spans: number }> {
  const { plans, nowMs, transport, progress } = options;
  const api = connect(options.url, transport);
  const key = { key: options.key };
  const registered = plans.filter((plan) => plan.registration !== null);
  const judgeAll = () => each(registered, (plan) => judge(api, plan, key));

  progress(0, "People and teams");
  const sessions = await loadPeople(api, transport, { ...options, key });
  const writers: Writers = { key, sessions };
  progress(0.05, "Features and prices");
  for (const plan of registered) await registerFeature(api, plan, writers);
  await loadPrices(api, sessions, nowMs);

  const spans = await sendHistory(options, part(progress, 0.06, 0.8), judgeAll);
  progress(0.8, "Feedback and evaluations");
  await sendVoices(api, transport, key, options);
  progress(0.88, "Rotations, releases, deployments and runbooks");
  const features = new Set(registered.map(({ slug }) => slug));
  await loadOnCall(api, sessions, { features, nowMs });
  await each(registered, (plan) => describeFeature(api, plan, writers, nowMs));
  await judgeAll();
  progress(0.96, "What changed since: a person left, a report was corrected");
  await loadChanges(api, registered, writers, nowMs);
  await loadViews(api, sessions);
  await judgeAll();
  progress(1, `${registered.length} features and ${spans.toLocaleString("en")} spans`);
  return { features: registered.length, spans };
}

/** A sentence for the person at the terminal. */
export function explain(error: unknown): string {
  if (error instanceof Refused && error.status === 401)
    return "The server does not know this key: the sample organisation is only loaded into an installation that the demo has set up itself.";
  return error instanceof Error ? error.message : String(error);
}

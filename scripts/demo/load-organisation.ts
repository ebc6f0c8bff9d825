import { type Api, connect, Refused, type Sender, sendExport, type Transport } from "./api.ts";
import { organisation } from "./company.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { exportsOfDay } from "./generate.ts";
import { describeFeature, registerFeature } from "./load-features.ts";
import { type Account, loadPeople } from "./load-people.ts";
import { loadPrices } from "./load-prices.ts";
import { loadViews } from "./load-views.ts";
import type { Progress } from "./progress.ts";
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

async function sendHistory(options: LoadOptions): Promise<number> {
  const { transport, url, key, days, progress } = options;
  let spans = 0;
  progress(0, days);
  for (let day = 0; day < days; day += 1) {
    const left = exportsOfDay(options, day);
    const lane = async (): Promise<void> => {
      for (let one = left.next(); !one.done; one = left.next()) {
        await sendExport(transport, url, key, one.value.body);
        spans += one.value.spans;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    progress(day + 1, days);
  }
  return spans;
}

/**
 * Loads the sample organisation through the public API and OTLP. With the same `nowMs` and seed it may be run again, after
 * an interruption for instance: nothing is there twice. Throws Refused, and Error where the server says otherwise.
 */
export async function loadOrganisation(options: LoadOptions): Promise<{ features: number; spans: number }> {
  const api = connect(options.url, options.transport);
  const key = { key: options.key };
  const sessions = await loadPeople(api, options.transport, { ...options, key });
  const writers = { key, sessions };
  for (const plan of options.plans) await registerFeature(api, plan, writers);
  await loadPrices(api, sessions, options.nowMs);
  const spans = await sendHistory(options);
  await sendVoices(api, options.transport, key, options);
  for (const plan of options.plans) await describeFeature(api, plan, writers, options.nowMs);
  await loadViews(api, sessions);
  return { features: options.plans.filter((plan) => plan.registration !== null).length, spans };
}

/** A sentence for the person at the terminal. */
export function explain(error: unknown): string {
  if (error instanceof Refused && error.status === 401)
    return "The server does not know this key: the sample organisation is only loaded into an installation that the demo has set up itself.";
  return error instanceof Error ? error.message : String(error);
}

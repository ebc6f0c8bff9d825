import { DAY_MS } from "#lib/core/time";
import type { Api } from "./api.ts";
import { administrator } from "./company.ts";
import { type Sessions, unlessThere } from "./load-people.ts";
import { leasedVision } from "./models.ts";

/** Days ago that the price of the leased machines ran out; what they answer since then has none. */
export const LEASE_ENDED_DAYS = 2;

/**
 * What the company pays by its own contracts. It comes before the telemetry, which is priced as it arrives. The company's
 * own vision model stays without a price: somebody is to notice. Only a person may state prices; without one there are none.
 */
export async function loadPrices(api: Api, sessions: Sessions, nowMs: number): Promise<void> {
  const own = sessions.get(administrator.id);
  if (!own) return;
  const validFrom = new Date(nowMs - 120 * DAY_MS).toISOString();
  await unlessThere(
    api.json("POST", "/prices", own, {
      kind: "tool",
      name: "policy_lookup",
      feature: "claims-triage",
      perCall: "0.0012",
      validFrom,
      note: "Contract with the policy archive, 1,000 requests for $1.20",
    }),
  );
  await unlessThere(
    api.json("POST", "/prices", own, {
      kind: "model",
      provider: leasedVision.provider,
      name: leasedVision.answers,
      perMillionTokens: { input: "0.40", output: "1.60" },
      validFrom,
      validUntil: new Date(nowMs - LEASE_ENDED_DAYS * DAY_MS).toISOString(),
      note: "Lease of the machines in Lisbon, by what they read last quarter",
    }),
  );
  await unlessThere(
    api.json("POST", "/prices/discounts", own, {
      provider: "anthropic",
      name: "claude-sonnet-4-5*",
      percent: "8",
      validFrom,
      note: "Committed use, agreed until the end of the year",
    }),
  );
}

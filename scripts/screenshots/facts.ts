import type { APIRequestContext } from "@playwright/test";
import { Temporal } from "temporal-polyfill";
import { DAY_MS } from "#lib/core/time";
import { organisation } from "#scripts/demo/company";
import { memorableDay } from "#scripts/demo/release-plan";
import { SILENT_UPDATE_DAYS } from "#scripts/demo/voice-plans";
import type { Facts } from "./screens.ts";

/** Finds out what the addresses of some screens need. An installation without the sample organisation has fewer screens. */
export async function findFacts(api: APIRequestContext, url: string, nowMs: number): Promise<Facts> {
  const read = async <T>(path: string): Promise<T | null> => {
    const answer = await api.get(`${url}/api/v1${path}`);
    return answer.ok() ? ((await answer.json()) as T) : null;
  };
  const found = await read<{ items: { id: string }[] }>("/features/claims-triage/interactions?limit=1");
  const made = await read<{ items: { release: string }[] }>(
    "/features/underwriting-copilot/releases?limit=2",
  );
  const [to, from] = made?.items ?? [];
  const updated = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(nowMs - SILENT_UPDATE_DAYS * DAY_MS),
  ).toZonedDateTimeISO(organisation.zone);
  return {
    interaction: found?.items[0]?.id ?? null,
    releases: from && to ? [from.release, to.release] : null,
    updateDay: updated.toPlainDate().toString(),
    memorableDay: memorableDay(3, 14, organisation.zone, nowMs).toString(),
  };
}

import type { Api } from "./api.ts";
import { administrator, emailOf, leaver } from "./company.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { declareVersions, type Writers } from "./load-features.ts";
import { correctionBody } from "./release-plan.ts";

/** Somebody who answers for features leaves: the account is switched off, as an administrator does it. */
async function leave(api: Api, { sessions }: Writers): Promise<void> {
  const own = sessions.get(administrator.id);
  if (!own) return;
  const { items } = await api.json<{ items: { id: string; email: string; disabledAt: string | null }[] }>(
    "GET",
    "/users",
    own,
  );
  const found = items.find(({ email }) => email === emailOf(leaver));
  if (found && found.disabledAt === null)
    await api.json("PATCH", `/users/${found.id}`, own, { disabled: true });
}

/**
 * What happens after everything was judged once, so that the history shows it: a person leaves, a release is declared
 * without its eval set, and a report about a day in March is corrected.
 */
export async function loadChanges(
  api: Api,
  plans: readonly FeaturePlan[],
  writers: Writers,
  nowMs: number,
): Promise<void> {
  await leave(api, writers);
  for (const plan of plans) {
    if (plan.registration === null) continue;
    await declareVersions(api, plan, { writers, nowMs, last: true });
    const correction = correctionBody(plan, nowMs);
    const author = plan.author === undefined ? undefined : writers.sessions.get(plan.author);
    if (correction)
      await api.json("POST", `/features/${plan.slug}/deployments`, author ?? writers.key, correction);
  }
}

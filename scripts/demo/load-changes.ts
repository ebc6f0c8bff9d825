import type { Api } from "./api.ts";
import { administrator, emailOf, leavers } from "./company.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { declareVersions, type Writers, writer } from "./load-features.ts";
import { usersByEmail } from "./load-people.ts";
import { correctionBody } from "./release-plan.ts";

/** People who answer for features leave: their accounts are switched off, as an administrator does it. */
async function leave(api: Api, { sessions }: Writers): Promise<void> {
  const own = sessions.get(administrator.id);
  if (!own) return;
  const users = await usersByEmail(api, own);
  for (const leaver of leavers) {
    const found = users.get(emailOf(leaver));
    if (found && found.disabledAt === null)
      await api.json("PATCH", `/users/${found.id}`, own, { disabled: true });
  }
}

/** A runbook gets one more paragraph, so that nobody has tested what it says by now. */
async function addToRunbook(api: Api, { slug, runbook }: FeaturePlan, writers: Writers): Promise<void> {
  if (!runbook?.added) return;
  const { by, note, markdown } = runbook.added;
  const body = { markdown: `${runbook.markdown}${markdown}`, note };
  await api.json("PUT", `/features/${slug}/runbook`, writer(writers, by), body);
}

/**
 * What happens after everything was judged once, so that the history shows it: people leave, a runbook is edited, a release is
 * declared without its eval set, and a report about a day in March is corrected.
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
    await addToRunbook(api, plan, writers);
    const correction = correctionBody(plan, nowMs);
    const author = plan.author === undefined ? undefined : writers.sessions.get(plan.author);
    if (correction)
      await api.json("POST", `/features/${plan.slug}/deployments`, author ?? writers.key, correction);
  }
}

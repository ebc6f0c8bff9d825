import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { Api } from "./api.ts";
import { administrator, emailOf } from "./company.ts";
import { type Sessions, usersByEmail } from "./load-people.ts";
import { type RotationPlan, rotations } from "./rotations.ts";

/** Rotations were kept elsewhere for so long; what they say of that time is taken over. */
const KEPT_DAYS = 120;

async function loadRotation(
  api: Api,
  plan: RotationPlan,
  { sessions, ids, nowMs }: { sessions: Sessions; ids: (person: string) => string; nowMs: number },
): Promise<void> {
  const by = sessions.get(plan.by);
  if (!by) return;
  const { slug, name, team, coversAiIncidents, schedule, members, override } = plan;
  const effectiveFrom = new Date(nowMs - KEPT_DAYS * DAY_MS).toISOString();
  await api.json("POST", "/rotations", by, {
    slug,
    name,
    team,
    coversAiIncidents,
    schedule: { ...schedule, members: members.map(ids), effectiveFrom },
  });
  if (!override) return;
  const { shifts } = await api.json<{ shifts: { from: string; person: { id: string } | null }[] }>(
    "GET",
    `/rotations/${slug}`,
    by,
  );
  const turn = shifts.find(({ from, person }) => person?.id === ids(override.of) && Date.parse(from) > nowMs);
  if (!turn) return;
  const at = (hours: number) => new Date(Date.parse(turn.from) + hours * HOUR_MS).toISOString();
  await api.json("POST", `/rotations/${slug}/overrides`, by, {
    userId: ids(override.by),
    from: at(override.afterHours),
    to: at(override.afterHours + override.hours),
    reason: override.reason,
  });
}

/** Makes the rotations and says for which features they answer. Without people there are none. */
export async function loadOnCall(
  api: Api,
  sessions: Sessions,
  { features, nowMs }: { features: ReadonlySet<string>; nowMs: number },
): Promise<void> {
  const own = sessions.get(administrator.id);
  if (!own) return;
  const users = await usersByEmail(api, own);
  const ids = (person: string): string => {
    const found = users.get(emailOf(person));
    if (!found) throw new Error(`${person} has no account.`);
    return found.id;
  };
  const { items } = await api.json<{ items: { slug: string }[] }>("GET", "/rotations", own);
  const there = new Set(items.map(({ slug }) => slug));
  for (const plan of rotations) {
    if (!there.has(plan.slug)) await loadRotation(api, plan, { sessions, ids, nowMs });
    const answersFor = plan.features.filter((slug) => features.has(slug));
    if (answersFor.length > 0)
      await api.json("POST", "/assignments", own, { features: answersFor, rotation: plan.slug });
  }
}

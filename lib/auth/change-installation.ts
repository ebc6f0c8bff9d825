import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db } from "#lib/core/db";
import { redactionPatterns } from "#lib/features/schema";
import { authoriseAdmin } from "./authorise.ts";
import type { Principal } from "./domain.ts";
import type { InstallationChange } from "./schema.ts";

/** Changes the organisation's name, time zone, retention and patterns. Throws `forbidden`. */
export async function changeInstallation(principal: Principal, change: InstallationChange): Promise<void> {
  authoriseAdmin(principal);
  await db().$transaction(async (tx) => {
    const row = await tx.installation.upsert({
      where: { id: 1 },
      create: { id: 1, name: "Threshold" },
      update: {},
    });
    const before = {
      name: row.name,
      zone: row.zone,
      telemetryRetentionDays: row.telemetryRetentionDays,
      redactionPatterns: redactionPatterns.parse(row.redactionPatterns),
    };
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const after: typeof before = { ...before, ...Object.fromEntries(given) };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await tx.installation.update({ where: { id: 1 }, data: after });
    const subject = { kind: "installation", id: "1", name: after.name };
    await recordActivity(tx, principal, { action: "installation.update", subject, before, after });
  });
}

import { AppError } from "#lib/core/errors";
import { created, route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { runSoon } from "#lib/jobs/run-soon";
import { newestRevision } from "#lib/ownership/queries";
import { LINKS_JOB } from "#lib/ownership/runbook/runbook-domain";
import { saveRunbook } from "#lib/ownership/runbook/save-runbook";
import { revision, runbookInput } from "#lib/ownership/schema";

export const GET = route({
  summary: "The runbook of a feature: its newest revision",
  access: "read",
  params: featureParams,
  answer: revision,
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    const newest = await newestRevision(feature.id);
    if (!newest) throw new AppError("not_found", "This feature has no runbook yet.");
    return newest;
  },
});

export const PUT = route({
  summary: "Write the runbook of a feature: another text becomes its next revision",
  access: "write",
  params: featureParams,
  body: runbookInput,
  answer: revision,
  // 200 KiB of text may need six bytes a character once JSON has escaped it.
  maxBodyBytes: 1_300_000,
  run: async ({ principal, params, body }) => {
    const saved = await saveRunbook(principal, params.slug, body);
    if (saved.created) await runSoon(LINKS_JOB);
    return saved.created ? created(saved.revision) : saved.revision;
  },
});

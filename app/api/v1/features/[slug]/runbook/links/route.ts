import { Answer, route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { runSoon } from "#lib/jobs/run-soon";
import { askForLinkCheck } from "#lib/ownership/runbook/ask-for-link-check";
import { requireLinks } from "#lib/ownership/runbook/link-queries";
import { LINKS_JOB } from "#lib/ownership/runbook/runbook-domain";
import { runbookLinks } from "#lib/ownership/schema";

export const GET = route({
  summary: "The links of the newest runbook, and what following them came to",
  access: "read",
  params: featureParams,
  answer: runbookLinks,
  run: async ({ principal, params }) => {
    const feature = await requireFeature(principal, params.slug);
    return requireLinks(feature.id);
  },
});

export const POST = route({
  summary: "Have the links of the newest runbook followed again now",
  access: "write",
  params: featureParams,
  answer: runbookLinks,
  run: async ({ principal, params }) => {
    const featureId = await askForLinkCheck(principal, params.slug);
    await runSoon(LINKS_JOB);
    return new Answer(202, await requireLinks(featureId));
  },
});

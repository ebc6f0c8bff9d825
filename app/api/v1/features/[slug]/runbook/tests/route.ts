import { created, route } from "#lib/core/route";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { recordRunbookTest } from "#lib/ownership/runbook/record-runbook-test";
import { listRunbookTests } from "#lib/ownership/runbook/runbook-test-queries";
import {
  runbookTest,
  runbookTestInput,
  runbookTestPage,
  runbookTestsQuery,
} from "#lib/ownership/runbook/runbook-test-schema";

export const GET = route({
  summary: "The tests of a feature's runbook, newest first",
  access: "read",
  params: featureParams,
  query: runbookTestsQuery,
  answer: runbookTestPage,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    return listRunbookTests(feature.id, query);
  },
});

export const POST = route({
  summary: "Record that the signed-in person followed a revision of the runbook, and what came of it",
  access: "session",
  params: featureParams,
  body: runbookTestInput,
  answer: runbookTest,
  run: async ({ principal, params, body }) => created(await recordRunbookTest(principal, params.slug, body)),
});

import { created, route } from "#lib/core/route";
import { registerFeature } from "#lib/features/commands";
import {
  featureParams,
  registeredFeature,
  registerParams,
  registerQuery,
  registration,
} from "#lib/features/schema";
import { runSoon } from "#lib/jobs/run-soon";
import { getPortfolioFeature } from "#lib/portfolio/queries";
import { portfolioFeature } from "#lib/portfolio/schema";
import { HISTORY_JOB } from "#lib/telemetry/history-schema";
import { checkPatterns } from "#lib/telemetry/redact/check-patterns";

export const GET = route({
  summary: "A feature with its verdict, met count, owner and cents per interaction",
  access: "read",
  params: featureParams,
  answer: portfolioFeature,
  run: ({ principal, params }) => getPortfolioFeature(principal, params.slug, new Date()),
});

export const PUT = route({
  summary: "Register a feature or change its registration; the same again changes nothing",
  access: "write",
  params: registerParams,
  query: registerQuery,
  body: registration,
  answer: registeredFeature,
  run: async ({ principal, params, query, body }) => {
    checkPatterns(body.redactionPatterns);
    const saved = await registerFeature(principal, params.slug, body, query);
    await runSoon(HISTORY_JOB);
    return saved.created ? created(saved.feature) : saved.feature;
  },
});

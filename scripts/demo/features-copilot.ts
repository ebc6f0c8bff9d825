import { code, evalSet, prompt, retrieval } from "./artifacts.ts";
import type { ArtifactPlan, FeaturePlan } from "./feature-plan.ts";
import { declares, declaresEmbedding, flash, haiku, sonnet } from "./models.ts";

const step = (name: string, version: string, change: string, does: string): ArtifactPlan =>
  prompt(name, version, change, `You are one step of the underwriting copilot of Hallmoor Mutual.\n${does}`);

const tools = (name: string, version: string, change: string): ArtifactPlan => ({
  kind: "tools",
  name,
  version,
  change,
  content: JSON.stringify({ tool: name, timeoutMs: 4000, arguments: { policy: "string" } }, null, 2),
});

/** The feature with the most parts: twenty artifacts run together. */
export const underwritingCopilot: FeaturePlan = {
  slug: "underwriting-copilot",
  serviceName: "uw-copilot",
  author: "priya.raman",
  registration: {
    name: "Underwriting copilot",
    description: "Prepares a commercial risk in eight steps; the underwriter decides and signs.",
    stakes: "high",
    audience: "internal",
    lifecycle: "production",
    team: "risk",
    usesRetrieval: true,
    unitOfWork: { kind: "attribute", attribute: "hallmoor.risk.id", label: "risk" },
  },
  versions: [
    {
      daysAgo: 81.4,
      commit: "bb31e0d",
      reason: "Start with commercial property",
      model: sonnet,
      artifacts: [
        step("intake", "3", "Reads the broker's slip as well", "List what the slip says, field by field."),
        step(
          "questions",
          "2",
          "Asks at most five questions",
          "Name what is missing, five questions at most.",
        ),
        step("hazards", "4", "Flood before fire", "List hazards of the site, with the source of each."),
        step("losses", "2", "Losses by year", "Sum up the losses of ten years, by year."),
        step("accumulation", "1", "First text", "Name risks within five kilometres that we carry already."),
        step("wording", "3", "Names the clause", "Choose the clauses and say why, clause by clause."),
        step("referral", "2", "Limits of the new authority letter", "Say whose authority this needs."),
        step("memo", "5", "One page", "Write the memo on one page. The underwriter decides."),
        declares(sonnet, "Keeps eight steps apart best"),
        declares(haiku, "Questions and intake need no more"),
        declares(flash, "When the others are limited"),
        declaresEmbedding,
        retrieval("clauses", "31", 8, 350, "Clauses of the autumn"),
        retrieval("loss-notes", "7", 5, 250, "Notes of ten years"),
        evalSet("risks-gold", "6", 260, "Risks that were renewed twice"),
        evalSet("memos-read", "2", 120, "Memos that two underwriters marked"),
        tools("site_lookup", "2", "Flood map of the year"),
        tools("loss_history", "4", "Ten years instead of five"),
        {
          kind: "guardrail",
          name: "no-price",
          version: "1",
          change: "The copilot never names a premium",
          content: "refuse:\n  - premium\n  - rate on line\n  - discount\n",
        },
        code("4.2.0", "Steps run one after the other"),
      ],
    },
    {
      daysAgo: 44.4,
      commit: "f81c0aa",
      reason: "Referrals went to people who have left",
      artifacts: [
        step("referral", "3", "Authority letter of this quarter", "Say whose authority this needs, by role."),
        retrieval("clauses", "32", 8, 350, "Two clauses withdrawn"),
        code("4.3.1", "Waits for the flood map"),
      ],
    },
    {
      daysAgo: 11.4,
      commit: "0d9e6b5",
      reason: "Underwriters skipped the second page of the memo",
      canary: { weight: 0.3, days: 3 },
      artifacts: [
        step("memo", "6", "Ten lines, the rest as a table", "Write the memo in ten lines and one table."),
        evalSet("memos-read", "3", 160, "40 memos with tables"),
      ],
    },
  ],
  traffic: {
    perDay: 13,
    startLevel: 0.35,
    startDaysAgo: 79.8,
    weekend: 0.02,
    hours: "office",
    zone: "Europe/London",
    turns: [1, 3],
    root: "copilot step",
    agent: "uw-copilot",
    embeds: true,
    tools: [
      { name: "site_lookup", ms: 310, errorShare: 0.01, chance: 0.6 },
      { name: "loss_history", ms: 220, errorShare: 0.006, chance: 0.5 },
    ],
    model: sonnet,
    fallback: flash,
    instructions: 1_100,
    inputScale: 2.1,
    cachedShare: 0.5,
    errorShare: 0.014,
    escalated: 0.06,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
    staging: { perDay: 2, daysEarlier: 3 },
  },
};

import { forgetAttempts } from "#lib/auth/sign-in";
import { forgetAnswers } from "#lib/core/idempotency";
import { keepSummaries } from "#lib/cost/keep-summaries";
import { loadPriceBook } from "#lib/cost/load-pricing";
import { recordEndedShifts } from "#lib/ownership/on-call/record-shifts";
import { checkLinks } from "#lib/ownership/runbook/check-links";
import { LINKS_JOB } from "#lib/ownership/runbook/runbook-domain";
import { evaluateDue } from "#lib/scorecard/evaluate-due";
import { HISTORY_JOB } from "#lib/telemetry/history-schema";
import { moveHistory } from "#lib/telemetry/relate/history-move";
import { settleDue } from "#lib/telemetry/relate/settle";
import { continueRepricing } from "#lib/telemetry/reprice/repricing-step";
import { REPRICING_JOB } from "#lib/telemetry/repricing-schema";
import { retainContent } from "#lib/telemetry/retain-content";
import { retainTelemetry } from "#lib/telemetry/retain-telemetry";

/** Work on a schedule. It may run twice at once or again after a crash, so it must give the same result when repeated. */
export type Job = {
  /** Names the queue; never reused for something else. */
  name: string;
  /** When it runs, as a cron expression in UTC; the finest step is a minute. */
  cron: string;
  run: (now: Date) => Promise<void>;
};

/** Everything that Threshold does by itself. */
export const jobs: readonly Job[] = [
  {
    name: "scorecard-evaluate-due",
    cron: "* * * * *",
    run: async (now) => {
      await evaluateDue(now);
    },
  },
  {
    name: "cost-keep-summaries",
    cron: "* * * * *",
    run: keepSummaries,
  },
  {
    name: "forget-after-a-day",
    cron: "17 * * * *",
    run: async (now) => {
      await forgetAttempts(now);
      await forgetAnswers(now);
    },
  },
  {
    name: REPRICING_JOB,
    cron: "* * * * *",
    run: () => continueRepricing(loadPriceBook),
  },
  {
    name: "telemetry-partitions",
    cron: "7 * * * *",
    run: retainTelemetry,
  },
  {
    name: "telemetry-settle",
    cron: "* * * * *",
    run: async () => {
      await settleDue();
    },
  },
  {
    name: HISTORY_JOB,
    cron: "* * * * *",
    run: (now) => moveHistory(now),
  },
  {
    // Hourly, because what is due is asked of the rows: each link once a day, sooner where it did not work.
    name: LINKS_JOB,
    cron: "43 * * * *",
    run: async (now) => {
      await checkLinks(now);
    },
  },
  {
    name: "content-retention",
    cron: "*/5 * * * *",
    run: retainContent,
  },
  {
    name: "on-call-shifts",
    cron: "*/5 * * * *",
    run: async (now) => {
      await recordEndedShifts(now);
    },
  },
];

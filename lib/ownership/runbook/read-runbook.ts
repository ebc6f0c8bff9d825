import "server-only";
import type { Transaction } from "#lib/core/db";
import type { RunbookFacts } from "./judge-runbook.ts";
import type { TestedEvidence } from "./judge-tested.ts";
import { readRevisions } from "./read-revisions.ts";
import { type LinkState, linkStates } from "./runbook-domain.ts";
import { readRunbookText } from "./runbook-text.ts";
import { testsOfNewest } from "./tested-domain.ts";

/** The newest revision of a feature's runbook as the judge sees it, or null. */
export async function readRunbook(tx: Transaction, featureId: number): Promise<RunbookFacts | null> {
  const revision = await tx.runbookRevision.findFirst({ where: { featureId }, orderBy: { number: "desc" } });
  if (!revision) return null;
  const tried = await tx.runbookLink.findMany({ where: { featureId, revision: revision.number } });
  const text = readRunbookText(revision.markdown);
  return {
    revision: revision.number,
    createdAt: revision.createdAt.toISOString(),
    authorName: revision.authorName,
    words: text.words,
    links: linkFacts(linkStates(text, tried)),
  };
}

function linkFacts(states: readonly LinkState[]): RunbookFacts["links"] {
  const first = (found: readonly LinkState[]) => {
    const [state] = found;
    return {
      count: found.length,
      first: state ? { url: state.url.slice(0, 200), detail: state.detail ?? "" } : null,
    };
  };
  const worked = states.flatMap((state) => (state.status === "broken" ? [] : (state.workedAt ?? []))).sort();
  return {
    total: states.length,
    broken: first(states.filter((state) => state.status === "broken")),
    // One that worked before is as good as its last success, until that is too old.
    unchecked: first(states.filter((state) => state.status === "unchecked" && state.workedAt === null)),
    waiting: states.filter((state) => state.status === "waiting").length,
    oldestWorkedAt: worked[0] ?? null,
  };
}

/** What the tests of a feature's runbook say of its newest revision; null when there is none. */
export async function readTests(tx: Transaction, featureId: number): Promise<TestedEvidence["tests"]> {
  const revisions = await readRevisions(tx, featureId);
  const tests = await tx.runbookTest.findMany({ where: { featureId } });
  return testsOfNewest(revisions, tests);
}

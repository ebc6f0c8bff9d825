"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { SkeletonPanel } from "#components/ui/skeleton";
import { StatusMark } from "#components/ui/status-mark";
import { Time } from "#components/ui/time";
import { formatDuration } from "#lib/core/format";
import { runbookTestsOptions } from "#lib/ownership/query-options";
import type { RunbookTestAnswer } from "#lib/ownership/runbook/runbook-test-schema";

export type RunbookTestsProps = {
  slug: string;
  newest: number;
  /** The button that records one; null where nobody may. */
  action: ReactNode;
};

/** Who followed which revision, and what came of it. */
export function RunbookTests({ slug, newest, action }: RunbookTestsProps) {
  const list = useInfiniteQuery(runbookTestsOptions(slug));
  if (!list.data) return <SkeletonPanel lines={4} />;
  const tests = list.data.pages.flatMap((page) => page.items);
  return (
    <Panel title="Tests" id="runbook-tests" aside={action} flush>
      {tests.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">
          Nobody has followed this runbook yet. A test counts when somebody on the rotation, who did not write
          the text, goes through it step by step and says what came of it.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {tests.map((test) => (
            <TestRow key={test.id} test={test} newest={newest} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="border-line border-t p-2">
          <Button size="sm" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
    </Panel>
  );
}

function TestRow({ test, newest }: { test: RunbookTestAnswer; newest: number }) {
  const passed = test.result === "passed";
  return (
    <li className="grid gap-1 px-3.5 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusMark status={passed ? "met" : "unmet"} word={passed ? "Passed" : "Failed"} />
        <span className="font-semibold">Revision {test.revision}</span>
        {test.revision !== newest && <Badge>older text</Badge>}
        {passed && !test.counts && (
          <Badge tone="stale">{test.onRotation ? "by its author" : "not on the rotation"}</Badge>
        )}
        <span className="text-sm text-text-2 sm:ml-auto">
          {test.tester}, <Time at={test.ranAt} />
        </span>
      </div>
      <p className="whitespace-pre-wrap break-words">{test.notes}</p>
      <p className="text-sm text-text-3">{factsOf(test)}</p>
    </li>
  );
}

function factsOf(test: RunbookTestAnswer): string {
  return [
    test.minutes === null ? "time not noted" : `took ${formatDuration(test.minutes * 60_000)}`,
    ...(test.environment === null ? [] : [`in ${test.environment}`]),
    test.rotation === null
      ? "no rotation answered for the feature"
      : `${test.onRotation ? "on" : "not on"} the rotation ${test.rotation}`,
  ].join(", ");
}

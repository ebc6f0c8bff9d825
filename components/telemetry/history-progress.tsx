"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Spinner } from "#components/ui/spinner";
import { formatNumber } from "#lib/core/format";
import type { HistoryMove } from "#lib/telemetry/history-schema";
import { telemetryStateOptions } from "#lib/telemetry/query-options";

/** "1,200 of 4,000 calls": what comes meanwhile is moved too, so more may be moved than were counted. */
function progressOf({ calls, callsMoved }: HistoryMove): string {
  if (calls === null) return "counting its calls";
  return `${formatNumber(callsMoved)} of ${formatNumber(Math.max(calls, callsMoved))} calls`;
}

/** One line while a feature takes over the telemetry that came before it was registered; nothing otherwise. */
export function HistoryProgress({ slug }: { slug: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  const { data } = useQuery(telemetryStateOptions(slug));
  const history = data?.history ?? null;
  const moving = history !== null && history.finishedAt === null;
  const wasMoving = useRef(false);
  useEffect(() => {
    if (wasMoving.current && !moving) {
      void queries.invalidateQueries({ queryKey: ["features", slug] });
      router.refresh();
    }
    wasMoving.current = moving;
  }, [moving, queries, router, slug]);
  if (!moving) return null;
  return (
    <p role="status" className="flex items-center gap-2 text-text-2">
      <Spinner />
      Its telemetry from before it was registered is being moved here: {progressOf(history)}.
    </p>
  );
}

import { Badge, type BadgeTone } from "#components/ui/badge";
import type { RunSummary } from "#lib/telemetry/repricing-schema";

const shown: Record<RunSummary["status"], { tone: BadgeTone; words: string }> = {
  previewing: { tone: "accent", words: "preview under way" },
  previewed: { tone: "stale", words: "waits to be applied" },
  running: { tone: "accent", words: "under way" },
  done: { tone: "met", words: "done" },
  cancelled: { tone: "unknown", words: "cancelled" },
  failed: { tone: "unmet", words: "failed" },
};

export function RunStatus({ status }: { status: RunSummary["status"] }) {
  return <Badge tone={shown[status].tone}>{shown[status].words}</Badge>;
}

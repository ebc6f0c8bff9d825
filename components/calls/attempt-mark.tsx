import { CornerDownRight, RotateCw } from "lucide-react";
import { Badge } from "#components/ui/badge";
import type { InteractionNode } from "#lib/telemetry/schema";

type Attempt = NonNullable<InteractionNode["call"]>["attempt"];

/** A retry turns round, a fallback goes another way; the word says the same. A first attempt stays quiet. */
export function AttemptMark({ attempt }: { attempt: Attempt }) {
  if (attempt === "first") return <span className="text-sm text-text-2">first</span>;
  const Icon = attempt === "retry" ? RotateCw : CornerDownRight;
  return (
    <Badge tone="stale" icon={<Icon size={12} aria-hidden="true" />}>
      {attempt}
    </Badge>
  );
}

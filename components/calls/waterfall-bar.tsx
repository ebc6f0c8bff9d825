import { cx } from "#lib/core/class-names";
import type { InteractionNode } from "#lib/telemetry/schema";
import { barOf, type TimeScale } from "./time-scale.ts";

type Props = { node: InteractionNode; scale: TimeScale };

const percent = (fraction: number) => `${fraction * 100}%`;
const hatched =
  "bg-[repeating-linear-gradient(135deg,var(--unmet)_0_3px,var(--unmet-soft)_3px_6px)] ring-1 ring-unmet ring-inset";

/** A call is filled, structure hollow, a failure hatched. Its figures stand beside it, so it is drawn for eyes only. */
function look(node: InteractionNode): string {
  if (node.status === "error") return hatched;
  if (node.kind === "span") return "border border-line-strong bg-sunken";
  return node.operation === "execute_tool" ? "bg-c2" : "bg-c1";
}

export function WaterfallBar({ node, scale }: Props) {
  const bar = barOf(scale, { ...node, timeToFirstTokenMs: node.call?.timeToFirstTokenMs ?? null });
  return (
    <div aria-hidden="true" className="relative h-3">
      <Gaps scale={scale} />
      <div
        className={cx("absolute inset-y-0 min-w-[3px] rounded-[3px]", look(node))}
        style={{ left: `min(${percent(bar.left)}, calc(100% - 3px))`, width: percent(bar.width) }}
      >
        {bar.firstToken !== null && (
          <span
            data-first-token=""
            className="absolute -inset-y-[3px] w-0.5 bg-text ring-1 ring-surface"
            style={{ left: percent(bar.firstToken) }}
          />
        )}
      </div>
    </div>
  );
}

/** Where idle time is left out, the ground of every line says so. */
export function Gaps({ scale }: { scale: TimeScale }) {
  return scale.gaps.map((gap) => (
    <span
      key={gap.from}
      className="absolute -inset-y-3 bg-[repeating-linear-gradient(135deg,var(--line)_0_1px,transparent_1px_5px)]"
      style={{ left: percent(gap.left), width: percent(gap.width) }}
    />
  ));
}

"use client";
import { Avatar } from "#components/ui/avatar";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Panel } from "#components/ui/panel";
import { Time } from "#components/ui/time";
import type { OverrideAnswer, RotationDetail } from "#lib/ownership/on-call/on-call-schema";
import { useRotationChange } from "./use-rotation-change.ts";

/** Who has taken over what is not over yet; what lies ahead can be taken back. */
export function OverrideList({ rotation }: { rotation: RotationDetail }) {
  const { overrides } = rotation;
  return (
    <Panel title="Taken over">
      {overrides.length === 0 ? (
        <p className="text-text-2">
          Nobody has taken over a shift to come. “Take over” is for a swap, a holiday or an hour at the
          dentist.
        </p>
      ) : (
        <ul className="-my-1.5 divide-y divide-line">
          {overrides.map((override) => (
            <Item key={override.id} rotation={rotation} override={override} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Item({ rotation, override }: { rotation: RotationDetail; override: OverrideAnswer }) {
  const cancel = useRotationChange(rotation.slug, "What lay ahead of it was taken back", () => undefined);
  const { zone } = rotation.now.rotation;
  const { person, from, to, reason, by, cancelledAt } = override;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 py-2">
      <div className="min-w-0">
        <span className="flex items-center gap-2">
          <Avatar name={person.name} withName />
          {cancelledAt && <Badge tone="outline">taken back</Badge>}
        </span>
        <p className="text-sm text-text-2">
          <Time at={from} zone={zone} inZone weekday bare /> until <Time at={to} zone={zone} inZone weekday />
        </p>
        <p className="text-sm text-text-2">{reason ? `${reason}; entered by ${by}` : `Entered by ${by}`}</p>
      </div>
      {rotation.mayChange && !cancelledAt && (
        <ConfirmDialog
          title="Take this back?"
          action="Take back"
          pending={cancel.isPending}
          onConfirm={() => cancel.mutate({ method: "DELETE", path: `/overrides/${override.id}` })}
          trigger={
            <Button size="sm" aria-label={`Take back what ${person.name} took over`}>
              Take back
            </Button>
          }
        >
          From now on whoever has the turn is on call again. What was of it stays on record.
        </ConfirmDialog>
      )}
    </li>
  );
}

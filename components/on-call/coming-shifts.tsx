"use client";
import { useState } from "react";
import { Avatar } from "#components/ui/avatar";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import type { RotationDetail, ShiftAnswer } from "#lib/ownership/on-call/on-call-schema";
import { NobodyNow } from "./rotation-card.tsx";
import { TakeOverDialog } from "./take-over-dialog.tsx";

export type ComingShiftsProps = { rotation: RotationDetail; viewerId: string };

/** The shifts of the next four weeks, each with the way to take it over. */
export function ComingShifts({ rotation, viewerId }: ComingShiftsProps) {
  const [taken, setTaken] = useState<ShiftAnswer | null>(null);
  const { zone } = rotation.now.rotation;
  return (
    <Panel title="Next four weeks" flush>
      <Table caption="Shifts of the next four weeks" stacked className="max-sm:px-3.5">
        <TableHead>
          <HeadCell>On call</HeadCell>
          <HeadCell>From</HeadCell>
          <HeadCell>Until</HeadCell>
          <ActionsHeadCell />
        </TableHead>
        <TableBody>
          {rotation.shifts.map((shift, index) => (
            <Row key={shift.from}>
              <Cell at="title">
                <ShiftPerson shift={shift} />
              </Cell>
              <Cell at="line2" muted>
                {index === 0 ? "now" : <Time at={shift.from} zone={zone} inZone weekday bare />}
              </Cell>
              <Cell at="line2-end" muted>
                {shift.planned ? <Time at={shift.to} zone={zone} inZone weekday /> : "no end in sight"}
              </Cell>
              <Cell at="end" className="text-right">
                {rotation.mayChange && (
                  <Button
                    size="sm"
                    onClick={() => setTaken(shift)}
                    aria-label={`Take over from ${shift.person?.name ?? "nobody"}, shift ${index + 1}`}
                  >
                    Take over
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {taken && (
        <TakeOverDialog
          rotation={rotation}
          viewerId={viewerId}
          shift={taken}
          onClose={() => setTaken(null)}
        />
      )}
    </Panel>
  );
}

/** Who has a shift; in a gap nobody, with whose turn it is. */
export function ShiftPerson({ shift }: { shift: ShiftAnswer }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      {shift.person ? <Avatar name={shift.person.name} withName /> : <NobodyNow />}
      {shift.override && <Badge tone="outline">took over</Badge>}
      {!shift.person && shift.planned && (
        <span className="text-sm text-text-2">{shift.planned.name} cannot be on call</span>
      )}
    </span>
  );
}

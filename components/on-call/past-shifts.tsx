"use client";
import { useQuery } from "@tanstack/react-query";
import { CsvLink } from "#components/ui/csv-link";
import { Panel } from "#components/ui/panel";
import { SkeletonTable } from "#components/ui/skeleton";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { formatDuration } from "#lib/core/format";
import { pastShiftsOptions } from "#lib/ownership/on-call/on-call-query-options";
import { ShiftPerson } from "./coming-shifts.tsx";

/** Who really was on call in the last 90 days, newest first. It is recorded and nobody can change it. */
export function PastShifts({ slug }: { slug: string }) {
  const { data } = useQuery(pastShiftsOptions(slug));
  if (!data) return <SkeletonTable rows={4} />;
  const shifts = [...data.items].reverse();
  return (
    <Panel
      title="Who was on call, last 90 days"
      aside={<CsvLink href={`/api/v1/rotations/${slug}/shifts?format=csv`} />}
      flush
    >
      {shifts.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">
          Nobody yet. Each shift is recorded when it ends, and stays as it was.
        </p>
      ) : (
        <Table caption="Shifts of the last 90 days" stacked className="max-sm:px-3.5">
          <TableHead>
            <HeadCell>Was on call</HeadCell>
            <HeadCell>From</HeadCell>
            <HeadCell>Until</HeadCell>
            <HeadCell numeric>For</HeadCell>
          </TableHead>
          <TableBody>
            {shifts.map((shift) => (
              <Row key={shift.from}>
                <Cell at="title">
                  <ShiftPerson shift={shift} />
                </Cell>
                <Cell at="line2" muted>
                  <Time at={shift.from} zone={data.zone} inZone weekday bare />
                </Cell>
                <Cell at="line2-end" muted>
                  {shift.recorded ? <Time at={shift.to} zone={data.zone} inZone weekday /> : "now, goes on"}
                </Cell>
                <Cell at="end" numeric>
                  {formatDuration(Date.parse(shift.to) - Date.parse(shift.from))}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

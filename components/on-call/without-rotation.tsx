import Link from "next/link";
import { SectionHeading } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell } from "#components/ui/table-cell";
import type { OnCallAnswer } from "#lib/ownership/on-call/on-call-schema";
import { AssignRotation } from "./assign-rotation.tsx";

/** Features that nobody answers for, each with the way to change that. */
export function WithoutRotation({ features }: { features: OnCallAnswer["without"] }) {
  if (features.length === 0) return null;
  return (
    <section aria-labelledby="without" className="grid gap-2">
      <SectionHeading
        id="without"
        title="Features without a rotation"
        sentence="Nobody is on call for them, so the check On call is not met."
      />
      <div className="rounded-lg border border-line bg-surface shadow-sm max-sm:px-3.5">
        <Table caption="Features without a rotation" stacked>
          <TableHead>
            <HeadCell>Feature</HeadCell>
            <HeadCell>Team</HeadCell>
            <ActionsHeadCell />
          </TableHead>
          <TableBody>
            {features.map((feature) => (
              <Row key={feature.slug}>
                <Cell at="title">
                  <Link
                    href={`/features/${feature.slug}/ownership#on-call`}
                    className="rounded-sm font-semibold hover:underline"
                  >
                    {feature.name}
                  </Link>
                </Cell>
                <Cell muted>{feature.team?.name ?? "No team"}</Cell>
                <Cell at="end" className="text-right">
                  {feature.mayChange && (
                    <AssignRotation feature={feature} current={null} team={feature.team?.slug ?? null} />
                  )}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  );
}

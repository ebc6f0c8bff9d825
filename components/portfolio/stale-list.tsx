import Link from "next/link";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import type { EndingCheck } from "#lib/portfolio/changes-schema";
import { subjectOf } from "#lib/portfolio/next-domain";
import { characteristicWords } from "#lib/scorecard/domain";

type Props = { checks: readonly EndingCheck[]; keptByTraffic: number };

/** Checks that are met and end by age alone, the soonest first, each with what renews it. */
export function StaleList({ checks, keptByTraffic }: Props) {
  const rest =
    keptByTraffic > 0 &&
    `${formatCount(keptByTraffic, "check")} more ${keptByTraffic === 1 ? "is" : "are"} renewed by traffic itself as long as telemetry arrives.`;
  return (
    <>
      {checks.length === 0 ? (
        <p className="px-3.5 pt-3 pb-2 text-text-2">
          No check goes stale in the next 30 days for want of somebody to renew it.
        </p>
      ) : (
        <Table caption="Checks that go stale in the next 30 days" stacked className="max-sm:px-3.5">
          <TableHead>
            <HeadCell className="pl-3.5">Stale from</HeadCell>
            <HeadCell>Feature</HeadCell>
            <HeadCell>Check</HeadCell>
            <HeadCell>Team</HeadCell>
            <HeadCell>What renews it</HeadCell>
          </TableHead>
          <TableBody>
            {checks.map((check) => (
              <Row key={`${check.feature.slug} ${check.key}.${check.id}`} className="max-sm:px-3.5">
                <Cell at="end" className="pl-3.5">
                  <Time at={check.at} precision="day" />
                </Cell>
                <Cell at="title">
                  <Link
                    href={`/features/${check.feature.slug}`}
                    className="rounded-sm font-semibold hover:underline"
                  >
                    {check.feature.name}
                  </Link>
                </Cell>
                <Cell at="line2">
                  {subjectOf(check)}{" "}
                  <span className="text-sm text-text-3">{characteristicWords[check.key].name}</span>
                </Cell>
                <Cell at="hide" muted>
                  {check.feature.team ?? "No team"}
                </Cell>
                <Cell at="line2-end">
                  <TextLink href={check.fix.href} arrow>
                    {check.fix.label}
                  </TextLink>
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {rest && <p className="px-3.5 py-2 text-sm text-text-2">{rest}</p>}
    </>
  );
}

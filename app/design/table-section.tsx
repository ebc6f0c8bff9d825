import { Sparkline } from "#components/charts/sparkline";
import { Avatar } from "#components/ui/avatar";
import { Badge } from "#components/ui/badge";
import { FilterBar } from "#components/ui/filter-bar";
import { LinkButton } from "#components/ui/link-button";
import { SectionHeading } from "#components/ui/panel";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { SortHeadCell } from "#components/ui/sort-head-cell";
import { StatStrip } from "#components/ui/stat-strip";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell, RowLink, TwoLines } from "#components/ui/table-cell";
import { Verdict } from "#components/ui/verdict";
import { SampleFilters } from "./sample-filters.tsx";
import { cells, rows, wave } from "./samples.ts";

export function TableSection() {
  return (
    <section>
      <SectionHeading title="Stat strip, filters, table" />
      <div className="h-3" />
      <StatStrip
        label="The portfolio in figures"
        stats={[
          {
            label: "Production-grade, last 26 weeks",
            value: "38 %",
            mark: <Sparkline values={wave(26, 30)} label="Rises from 13 % to 38 %" tone="met" />,
            note: "was 13 % on 24 May",
          },
          { label: "Spend this month", value: "$ 14,208", note: "forecast 19.1 to 20.4 k of 22 k" },
          { label: "Interactions, 24 h", value: "493,733", note: "99.4 % of calls priced", href: "#calls" },
          { label: "Unregistered services", value: "1", note: "search-answers, 38 min ago" },
        ]}
      />
      <FilterBar
        actions={
          <>
            <LinkButton href="#csv">CSV</LinkButton>
            <LinkButton href="#register" variant="solid">
              Register feature
            </LinkButton>
          </>
        }
      >
        <SampleFilters />
      </FilterBar>
      <Table caption="Features" stacked>
        <TableHead>
          <SortHeadCell direction="asc" href="#sort">
            Feature
          </SortHeadCell>
          <HeadCell>Six characteristics</HeadCell>
          <SortHeadCell direction={null} href="#sort">
            Verdict
          </SortHeadCell>
          <SortHeadCell direction={null} href="#sort" numeric>
            ¢ per interaction
          </SortHeadCell>
          <HeadCell>30 days</HeadCell>
          <HeadCell numeric>Interactions, 24 h</HeadCell>
          <HeadCell>On call now</HeadCell>
          <HeadCell>Next</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => (
            <Row key={row.slug} selected={index === 2}>
              <Cell at="title" className="sm:h-14">
                <TwoLines first={<RowLink href={`#${row.slug}`}>{row.name}</RowLink>} second={row.about} />
              </Cell>
              <Cell at="end">
                <SixCellStrip cells={cells(row.strip)} />
              </Cell>
              <Cell at="line2">
                <Verdict verdict={row.verdict} />
              </Cell>
              <Cell at="line2-end" numeric>
                {row.cents ?? <Badge tone="outline">unpriced 31 %</Badge>}
              </Cell>
              <Cell at="hide">
                <Sparkline
                  values={row.cents ? wave(30, 5 + index) : []}
                  label={`Cents per interaction of ${row.name}, last 30 days`}
                />
              </Cell>
              <Cell at="hide" numeric>
                {row.interactions}
              </Cell>
              <Cell at="hide">
                <Avatar name={row.onCall} withName />
              </Cell>
              <Cell at="hide" muted>
                {row.next}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

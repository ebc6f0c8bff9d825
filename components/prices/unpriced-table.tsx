"use client";
import { useQuery } from "@tanstack/react-query";
import { Button } from "#components/ui/button";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { TextLink } from "#components/ui/text-link";
import { formatDate, formatNumber } from "#lib/core/format";
import { priceListOptions, pricesOptions } from "#lib/cost/price-query-options";
import type { PriceAnswer, PriceListAnswer, UnpricedModel } from "#lib/cost/price-schema";
import { PriceDialog, type PriceDialogProps } from "./price-dialog.tsx";
import { wouldPrice } from "./price-words.ts";

type Props = {
  initial: PriceListAnswer;
  zone: string;
  features: PriceDialogProps["features"];
  mayChange: boolean;
  prices: { items: PriceAnswer[] };
};

/** Why calls of a model have no price, as far as their counts tell. */
function reasonOf(row: UnpricedModel, priced: boolean): string {
  if (priced) return "They came before the price that you have added: price their period anew.";
  if (row.withoutCounts) return "They say no token counts: only a price per call can hold.";
  if (row.model === null) return "They name no model: their sender has to.";
  if (row.serviceTier !== null && row.serviceTier !== "default" && row.serviceTier !== "standard")
    return `The list has no price of the tier ${row.serviceTier}: a discount that names it gives one.`;
  return row.calls === row.unpricedCalls
    ? "The list does not know it."
    : "No price fits them: the list does not know it, or they came before a price of your own.";
}

export function UnpricedTable({ initial, zone, features, mayChange, prices }: Props) {
  const { data: own } = useQuery({ ...pricesOptions(), initialData: prices });
  const { data } = useQuery({ ...priceListOptions(), initialData: initial });
  if (data.unpriced.length === 0) {
    return <p className="py-3 text-text-2">Every billable call of the last 30 days has a price.</p>;
  }
  return (
    <Table caption="Models without a price" stacked>
      <TableHead>
        <HeadCell>Model</HeadCell>
        <HeadCell numeric>Unpriced calls</HeadCell>
        <HeadCell numeric>All calls</HeadCell>
        <HeadCell>Since</HeadCell>
        <HeadCell>Why</HeadCell>
        {mayChange && <ActionsHeadCell />}
      </TableHead>
      <TableBody>
        {data.unpriced.map((row) => {
          const named = row.model ?? "no model named";
          const priced = own.items.some((price) => wouldPrice(price, row));
          return (
            <Row key={JSON.stringify([row.provider, row.model, row.serviceTier])}>
              <Cell at="title" className="sm:max-w-64">
                <TwoLines
                  first={named}
                  second={[row.provider ?? "no provider named", row.serviceTier && `tier ${row.serviceTier}`]
                    .filter(Boolean)
                    .join(" · ")}
                />
              </Cell>
              <Cell numeric at="line2">
                {formatNumber(row.unpricedCalls)}
                <span className="sm:hidden"> of {formatNumber(row.calls)} calls unpriced</span>
              </Cell>
              <Cell numeric muted at="hide">
                {formatNumber(row.calls)}
              </Cell>
              <Cell muted at="line2-end" className="tnum whitespace-nowrap">
                {formatDate(row.firstDay, "UTC")}
              </Cell>
              <Cell muted at="hide">
                {reasonOf(row, priced)}
              </Cell>
              {mayChange && (
                <Cell at="end" className="text-right">
                  {row.model === null ? (
                    <TextLink href="/calls">See the calls</TextLink>
                  ) : priced ? (
                    <TextLink href="#repricing" arrow>
                      Price anew
                    </TextLink>
                  ) : (
                    <PriceDialog
                      zone={zone}
                      features={features}
                      unpriced={row}
                      trigger={
                        <Button size="sm" aria-label={`Add a price for ${named}`}>
                          Add a price
                        </Button>
                      }
                    />
                  )}
                </Cell>
              )}
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "#components/ui/badge";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { discountsOptions } from "#lib/cost/price-query-options";
import type { DiscountAnswer } from "#lib/cost/price-schema";
import { EndDialog } from "./end-dialog.tsx";
import { stateTones } from "./price-table.tsx";
import { percentInWords, validityInWords } from "./price-words.ts";

type Props = { initial: { items: DiscountAnswer[] }; zone: string; mayChange: boolean };

export function DiscountTable({ initial, zone, mayChange }: Props) {
  const { data } = useQuery({ ...discountsOptions(), initialData: initial });
  if (data.items.length === 0) {
    return (
      <p className="py-3 text-text-2">
        No discount: calls cost what the list says. Calls of a batch, flex or priority tier have no list price
        until a discount names their tier.
      </p>
    );
  }
  return (
    <Table caption="Discounts" stacked>
      <TableHead>
        <HeadCell>Model</HeadCell>
        <HeadCell>Tier</HeadCell>
        <HeadCell>Discount</HeadCell>
        <HeadCell>Holds</HeadCell>
        <HeadCell>State</HeadCell>
        {mayChange && <ActionsHeadCell />}
      </TableHead>
      <TableBody>
        {data.items.map((discount) => (
          <Row key={discount.id}>
            <Cell at="title" className="sm:max-w-72">
              <TwoLines
                first={discount.name}
                second={[discount.provider ?? "any provider", discount.note].filter(Boolean).join(" · ")}
              />
            </Cell>
            <Cell muted at="hide">
              {discount.serviceTier ?? "standard"}
            </Cell>
            <Cell className="tnum">
              {percentInWords(discount.percent)}
              <span className="sm:hidden">, tier {discount.serviceTier ?? "standard"}</span>
            </Cell>
            <Cell muted at="line2-end" className="tnum">
              {validityInWords(discount, zone)}
            </Cell>
            <Cell at="end">
              <Badge tone={stateTones[discount.state]}>{discount.state}</Badge>
            </Cell>
            {mayChange && (
              <Cell at="line2-end" className="text-right">
                {discount.validUntil === null && (
                  <EndDialog
                    path={`/prices/discounts/${discount.id}`}
                    what="discount"
                    name={discount.name}
                    zone={zone}
                  />
                )}
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

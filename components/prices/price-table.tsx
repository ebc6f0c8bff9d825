"use client";
import { useQuery } from "@tanstack/react-query";
import { Badge, type BadgeTone } from "#components/ui/badge";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { TextLink } from "#components/ui/text-link";
import { formatNumber } from "#lib/core/format";
import { pricesOptions } from "#lib/cost/price-query-options";
import type { PriceAnswer } from "#lib/cost/price-schema";
import { EndDialog } from "./end-dialog.tsx";
import { priceInWords, validityInWords } from "./price-words.ts";

type Props = { initial: { items: PriceAnswer[] }; zone: string; mayChange: boolean };

export const stateTones: Record<PriceAnswer["state"], BadgeTone> = {
  holds: "met",
  planned: "accent",
  ended: "unknown",
};

export function PriceTable({ initial, zone, mayChange }: Props) {
  const { data } = useQuery({ ...pricesOptions(), initialData: initial });
  if (data.items.length === 0) {
    return (
      <p className="py-3 text-text-2">
        No own price yet. The list holds public prices: add your own for self-hosted models, for contracts,
        and for tools that cost something by the call.
      </p>
    );
  }
  return (
    <Table caption="Own prices" stacked>
      <TableHead>
        <HeadCell>Model or tool</HeadCell>
        <HeadCell>For</HeadCell>
        <HeadCell>Price</HeadCell>
        <HeadCell>Holds</HeadCell>
        <HeadCell>State</HeadCell>
        {mayChange && <ActionsHeadCell />}
      </TableHead>
      <TableBody>
        {data.items.map((price) => (
          <PriceRow key={price.id} price={price} zone={zone} mayChange={mayChange} />
        ))}
      </TableBody>
    </Table>
  );
}

function PriceRow({ price, zone, mayChange }: { price: PriceAnswer } & Omit<Props, "initial">) {
  const where = [price.kind === "tool" ? "tool" : (price.provider ?? "any provider"), `own:${price.id}`];
  if (price.serviceTier) where.push(`tier ${price.serviceTier}`);
  if (price.note) where.push(price.note);
  return (
    <Row>
      <Cell at="title" className="sm:max-w-72">
        <TwoLines
          first={<span title={price.name}>{price.name}</span>}
          second={<span title={price.note ?? undefined}>{where.join(" · ")}</span>}
        />
      </Cell>
      <Cell muted at="hide">
        {price.feature ? (
          <TextLink href={`/features/${price.feature.slug}/cost`}>{price.feature.name}</TextLink>
        ) : (
          "every feature"
        )}
      </Cell>
      <Cell at="line2" className="tnum">
        {priceInWords(price)}
        {price.tiers.map((tier) => (
          <div key={tier.aboveInputTokens} className="text-sm text-text-2">
            above {formatNumber(tier.aboveInputTokens)} tokens in:{" "}
            {priceInWords({ perCall: null, perMillionTokens: tier })}
          </div>
        ))}
      </Cell>
      <Cell muted at="line2-end" className="tnum">
        {validityInWords(price, zone)}
      </Cell>
      <Cell at="end">
        <Badge tone={stateTones[price.state]}>{price.state}</Badge>
      </Cell>
      {mayChange && (
        <Cell at="line2-end" className="text-right">
          {price.validUntil === null && (
            <EndDialog path={`/prices/${price.id}`} what="price" name={price.name} zone={zone} />
          )}
        </Cell>
      )}
    </Row>
  );
}

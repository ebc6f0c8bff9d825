import type { Metadata } from "next";
import { DiscountDialog } from "#components/prices/discount-dialog";
import { DiscountTable } from "#components/prices/discount-table";
import { ListFacts } from "#components/prices/list-facts";
import { PriceDialog } from "#components/prices/price-dialog";
import { PriceTable } from "#components/prices/price-table";
import { RepricingDialog } from "#components/prices/repricing-dialog";
import { RunTable } from "#components/prices/run-table";
import { UnpricedTable } from "#components/prices/unpriced-table";
import { Button } from "#components/ui/button";
import { CsvLink } from "#components/ui/csv-link";
import { PageHeader } from "#components/ui/page-header";
import { SectionHeading } from "#components/ui/panel";
import { isAdmin } from "#lib/auth/domain";
import { readInstallation } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import { listDiscounts, listPrices, readPriceList } from "#lib/cost/price-queries";
import { listFeatureRows } from "#lib/features/queries";
import { listRuns } from "#lib/telemetry/reprice/repricing-queries";

export const metadata: Metadata = { title: "Prices" };

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export default async function PricesPage() {
  const user = await requireUser();
  const mayChange = isAdmin(user);
  const [{ zone }, list, prices, discounts, runs, features] = await Promise.all([
    readInstallation(),
    readPriceList(user),
    listPrices(user),
    listDiscounts(),
    listRuns(user, { limit: 20 }),
    listFeatureRows(user),
  ]);
  const named = features.map(({ slug, name }) => ({ slug, name }));
  const held = (items: { state: string }[]) => items.filter((item) => item.state === "holds").length;
  const own = held(prices.items);
  const off = held(discounts.items);
  const first = own === 0 ? "" : `${count(own, "own price", "own prices")}, then by `;
  const less = off === 0 ? "" : `, less ${count(off, "discount", "discounts")}`;
  const gap =
    list.unpriced.length === 0
      ? "Every billable call of the last 30 days has a price."
      : `${count(list.unpriced.length, "model has calls", "models have calls")} without a price.`;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings", href: "/settings" }, { label: "Prices" }]}
        title="Prices"
        sentence={`Calls are priced by ${first}a price list that is ${count(list.ageDays, "day", "days")} old${less}. ${gap}`}
        actions={
          mayChange && (
            <PriceDialog
              zone={zone}
              features={named}
              trigger={<Button variant="solid">Add a price</Button>}
            />
          )
        }
      />
      <div className="flex flex-col gap-8">
        <ListFacts list={list} />
        <section aria-labelledby="unpriced">
          <SectionHeading
            id="unpriced"
            title="Without a price"
            sentence="Unpriced is never counted as zero: these calls are missing from every sum of cost."
            actions={<CsvLink href="/api/v1/prices/list?format=csv" />}
          />
          <UnpricedTable initial={list} prices={prices} zone={zone} features={named} mayChange={mayChange} />
        </section>
        <section aria-labelledby="own">
          <SectionHeading
            id="own"
            title="Own prices"
            sentence="A feature's own price goes before one for every feature, and both before the list."
            actions={<CsvLink href="/api/v1/prices?format=csv" />}
          />
          <PriceTable initial={prices} zone={zone} mayChange={mayChange} />
        </section>
        <section aria-labelledby="discounts">
          <SectionHeading
            id="discounts"
            title="Discounts"
            sentence="Taken off the price list. Own prices are what you pay already."
            actions={
              <>
                <CsvLink href="/api/v1/prices/discounts?format=csv" />
                {mayChange && <DiscountDialog zone={zone} />}
              </>
            }
          />
          <DiscountTable initial={discounts} zone={zone} mayChange={mayChange} />
        </section>
        <section aria-labelledby="repricing">
          <SectionHeading
            id="repricing"
            title="Re-pricing"
            sentence="Prices hold for calls as they come in. Stored calls follow when their period is priced anew."
            actions={
              <>
                <CsvLink href="/api/v1/prices/repricing?format=csv" />
                {mayChange && <RepricingDialog zone={zone} features={named} />}
              </>
            }
          />
          <RunTable initial={runs} zone={zone} />
        </section>
      </div>
    </>
  );
}

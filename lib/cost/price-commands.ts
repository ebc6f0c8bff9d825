import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseAdmin } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { scaledOf } from "./decimal.ts";
import { tierName } from "./own-price.ts";
import { presentDiscount, presentPrice } from "./present-price.ts";
import {
  type DiscountAnswer,
  type DiscountBody,
  type EndBody,
  type PriceAnswer,
  type PriceBody,
  priceId,
  rateFields,
} from "./price-schema.ts";

const PRICES_LOCK = 7_215_004;

/** One writer of prices at a time: whether two of them overlap is then a question with one answer. */
async function lockPrices(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PRICES_LOCK}::bigint)`;
}

type Range = { validFrom: Date; validUntil: Date | null };

/** Prisma's condition for a range that shares an instant with this one. Withdrawn ones (empty) share none. */
function overlapping({ validFrom, validUntil }: Range) {
  return {
    AND: [
      validUntil === null ? {} : { validFrom: { lt: validUntil } },
      { OR: [{ validUntil: null }, { validUntil: { gt: validFrom } }] },
    ],
  };
}

function heldAlready(what: string, id: number, range: Range): AppError {
  const until = range.validUntil ? ` until ${range.validUntil.toISOString()}` : "";
  return new AppError(
    "conflict",
    `${what} ${id} is for the same calls and holds from ${range.validFrom.toISOString()}${until}. End it first.`,
  );
}

function rangeOf(body: { validFrom?: Date; validUntil?: Date | null }, now: Date): Range {
  const range = { validFrom: body.validFrom ?? now, validUntil: body.validUntil ?? null };
  if (range.validUntil && range.validUntil <= range.validFrom) {
    const message = "must lie after validFrom";
    throw new AppError("invalid", `validUntil: ${message}`, { fields: [{ path: "validUntil", message }] });
  }
  return range;
}

type Base = NonNullable<PriceBody["perMillionTokens"]>;

function rateRow(aboveInputTokens: number, stated: Base) {
  const atto = (field: (typeof rateFields)[number]) => {
    const text = stated[field];
    return text == null ? null : scaledOf(text);
  };
  return {
    aboveInputTokens,
    inputAtto: atto("input"),
    outputAtto: atto("output"),
    cacheReadAtto: atto("cacheRead"),
    cacheWriteAtto: atto("cacheWrite"),
    reasoningAtto: atto("reasoning"),
  };
}

function ratesOf(body: PriceBody) {
  const base = body.perMillionTokens ?? {};
  if (!rateFields.some((field) => base[field] != null)) return [];
  return [rateRow(0, base), ...(body.tiers ?? []).map((tier) => rateRow(tier.aboveInputTokens, tier))];
}

/** What the log keeps of a price or discount: without what says when it was written and by whom. */
function logged(answer: PriceAnswer | DiscountAnswer): Record<string, string | number | object | null> {
  const { id, state, createdBy, createdAt, endedBy, ...said } = answer;
  return JSON.parse(JSON.stringify(said));
}

const subjectOf = (kind: string, { id, name }: { id: number; name: string }) => ({
  kind,
  id: String(id),
  name: `${name} (${id})`,
});

/**
 * States a price of the organisation's own, for calls from `validFrom` on; stored calls keep their cost until they are
 * priced anew. Throws `forbidden`, `not_found` (feature) and `conflict` when one holds for the same calls already.
 */
export async function createPrice(
  principal: Principal,
  body: PriceBody,
  now = new Date(),
): Promise<PriceAnswer> {
  authoriseAdmin(principal);
  const range = rangeOf(body, now);
  return db().$transaction(async (tx) => {
    const feature = body.feature ? await tx.feature.findUnique({ where: { slug: body.feature } }) : null;
    if (body.feature && !feature) throw new AppError("not_found", "There is no feature of that name.");
    await lockPrices(tx);
    const key = {
      featureId: feature?.id ?? null,
      kind: body.kind,
      provider: body.provider ?? null,
      name: body.name,
      serviceTier: body.serviceTier ? tierName(body.serviceTier) : null,
    };
    const other = await tx.ownPrice.findFirst({ where: { ...key, ...overlapping(range) } });
    if (other) throw heldAlready("Price", other.id, other);
    const row = await tx.ownPrice.create({
      data: {
        ...key,
        ...range,
        perCallPico: body.perCall == null ? null : scaledOf(body.perCall),
        note: body.note ?? null,
        createdBy: principal.name,
        rates: { create: ratesOf(body) },
      },
      include: { rates: true },
    });
    const answer = presentPrice(row, feature && { slug: feature.slug, name: feature.name }, now);
    await recordActivity(tx, principal, {
      action: "price.create",
      subject: subjectOf("price", row),
      featureId: feature?.id,
      after: logged(answer),
    });
    return answer;
  });
}

/** When a price or discount ends now: never later than it said before, and not before it began. */
function endOf(row: Range, at: Date): Date {
  if (row.validUntil !== null && row.validUntil <= at) {
    throw new AppError(
      "conflict",
      `It ends on ${row.validUntil.toISOString()} already. Add another one instead.`,
    );
  }
  return at < row.validFrom ? row.validFrom : at;
}

/** Ends an own price at an instant (now unless told); before it began, it never holds. Throws as createPrice. */
export async function endPrice(
  principal: Principal,
  id: string,
  { at }: EndBody,
  now = new Date(),
): Promise<PriceAnswer> {
  authoriseAdmin(principal);
  return db().$transaction(async (tx) => {
    await lockPrices(tx);
    const row = await tx.ownPrice.findUnique({ where: { id: priceId(id) ?? 0 }, include: { rates: true } });
    if (!row) throw new AppError("not_found", "There is no such price.");
    const feature = row.featureId
      ? await tx.feature.findUniqueOrThrow({
          where: { id: row.featureId },
          select: { slug: true, name: true },
        })
      : null;
    const validUntil = endOf(row, at ?? now);
    const data = { validUntil, endedBy: principal.name, endedAt: now };
    const ended = await tx.ownPrice.update({ where: { id: row.id }, data, include: { rates: true } });
    const answer = presentPrice(ended, feature, now);
    await recordActivity(tx, principal, {
      action: "price.end",
      subject: subjectOf("price", row),
      featureId: row.featureId ?? undefined,
      before: logged(presentPrice(row, feature, now)),
      after: logged(answer),
    });
    return answer;
  });
}

/** States what is paid less (or more) than the price list says. Throws `forbidden` and `conflict`. */
export async function createDiscount(
  principal: Principal,
  body: DiscountBody,
  now = new Date(),
): Promise<DiscountAnswer> {
  authoriseAdmin(principal);
  const range = rangeOf(body, now);
  return db().$transaction(async (tx) => {
    await lockPrices(tx);
    const tier = tierName(body.serviceTier ?? null);
    const key = {
      provider: body.provider ?? null,
      name: body.name,
      serviceTier: tier === "standard" ? null : tier,
    };
    const other = await tx.priceDiscount.findFirst({ where: { ...key, ...overlapping(range) } });
    if (other) throw heldAlready("Discount", other.id, other);
    const row = await tx.priceDiscount.create({
      data: {
        ...key,
        ...range,
        discountPpm: Number(scaledOf(body.percent, 4)),
        note: body.note ?? null,
        createdBy: principal.name,
      },
    });
    const answer = presentDiscount(row, now);
    await recordActivity(tx, principal, {
      action: "discount.create",
      subject: subjectOf("discount", row),
      after: logged(answer),
    });
    return answer;
  });
}

/** Ends a discount at an instant, as endPrice ends a price. */
export async function endDiscount(
  principal: Principal,
  id: string,
  { at }: EndBody,
  now = new Date(),
): Promise<DiscountAnswer> {
  authoriseAdmin(principal);
  return db().$transaction(async (tx) => {
    await lockPrices(tx);
    const row = await tx.priceDiscount.findUnique({ where: { id: priceId(id) ?? 0 } });
    if (!row) throw new AppError("not_found", "There is no such discount.");
    const validUntil = endOf(row, at ?? now);
    const data = { validUntil, endedBy: principal.name, endedAt: now };
    const ended = await tx.priceDiscount.update({ where: { id: row.id }, data });
    const answer = presentDiscount(ended, now);
    await recordActivity(tx, principal, {
      action: "discount.end",
      subject: subjectOf("discount", row),
      before: logged(presentDiscount(row, now)),
      after: logged(answer),
    });
    return answer;
  });
}

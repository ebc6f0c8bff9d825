import { billableOperations, callOperations } from "#lib/telemetry/dialects/dialect-values";
import { type Attempt, attemptCodes, statusCodes } from "#lib/telemetry/domain";
import type { AsCall, CallPart, Row } from "#lib/telemetry/write/rows";
import { type Relation, relate, type Unit } from "./relate.ts";
import type { Relative } from "./siblings.ts";

type Restored = Relative & { row: Row };

const attemptNames = new Map<number | null, Attempt>(
  Object.entries(attemptCodes).map(([name, code]) => [code, name as Attempt]),
);

/** What a stored row says to those it is related to, as its span said it. */
function restore(row: Row): Restored {
  const { operation, requestModel, responseModel } = row.dimension;
  const work = row.call ?? row.asCall ?? null;
  return {
    row,
    traceId: row.traceId,
    spanId: row.spanId,
    parentSpanId: row.parentSpanId,
    startUs: row.startUs,
    endUs: row.startUs + row.durationUs,
    operation,
    operationStated: work?.operationStated ?? true,
    isCall: work !== null && callOperations.has(operation),
    billable: work !== null && billableOperations.has(operation),
    requestModel,
    responseModel,
    attempt: work?.attemptStated ? (attemptNames.get(work.attempt) ?? null) : null,
    status: row.status === statusCodes.error ? "error" : "ok",
    usage: work?.usage ?? { input: null, output: null, cacheRead: null, cacheWrite: null, reasoning: null },
  };
}

function unitOn({ row }: Restored): Unit | null {
  if (row.interactionId === row.traceId || row.unitInherited) return null;
  return { id: row.interactionId, value: row.unitValue };
}

/** The row as it is by its relation, from how it is stored now. */
export function settled(
  row: Row,
  relation: Pick<Relation, "unit" | "inherited"> & { isCall: boolean; attempt: Attempt | null },
  unitIsTrace: boolean,
): Row {
  const { unit, inherited, isCall, attempt } = relation;
  const onTrace = row.call !== null && row.interactionId === row.traceId;
  const fallback = onTrace ? row.hasUnit : unitIsTrace;
  const placed = {
    ...row,
    interactionId: unit?.id ?? row.traceId,
    unitValue: unit?.value ?? null,
    hasUnit: unit !== null || fallback,
    unitInherited: inherited,
  };
  const code = attemptCodes[attempt ?? "first"];
  if (row.call && isCall) return { ...placed, call: { ...row.call, attempt: code } };
  if (row.call) return { ...placed, ...demoted(row, row.call) };
  if (row.asCall && isCall) return { ...placed, ...promoted(row, row.asCall, code) };
  return placed;
}

function demoted(row: Row, { attempt, ...call }: CallPart): Pick<Row, "call" | "asCall" | "dimension"> {
  const { priceRef } = row.dimension;
  return {
    call: null,
    asCall: { ...call, attempt: call.attemptStated ? attempt : null, priceRef },
    dimension: { ...row.dimension, priceRef: null },
  };
}

function promoted(
  row: Row,
  { priceRef, attempt: stated, ...call }: AsCall,
  attempt: number,
): Pick<Row, "call" | "asCall" | "dimension"> {
  return {
    call: { ...call, attempt: stated ?? attempt },
    asCall: null,
    dimension: { ...row.dimension, priceRef },
  };
}

/** Whether what relation decides differs. */
function differs(a: Row, b: Row): boolean {
  return (
    (a.call === null) !== (b.call === null) ||
    a.call?.attempt !== b.call?.attempt ||
    a.interactionId !== b.interactionId ||
    (a.call !== null && a.hasUnit !== b.hasUnit) ||
    Boolean(a.unitInherited) !== Boolean(b.unitInherited)
  );
}

export type Change = {
  row: Row;
  /** The row as it is to be, from how it is stored when it is locked. */
  settle: (now: Row) => Row;
};

/** What is to change of all stored rows of some traces of one feature, so that they are as one export would be. */
export function changesOf(rows: readonly Row[], unitIsTrace: boolean): Change[] {
  const restored = rows.map(restore);
  const relations = relate(restored, { owner: () => 0, unit: unitOn });
  return restored.flatMap((span) => {
    const relation = relations.get(span);
    if (!relation) return [];
    const settle = (now: Row) => settled(now, { ...relation, isCall: span.isCall }, unitIsTrace);
    return differs(span.row, settle(span.row)) ? [{ row: span.row, settle }] : [];
  });
}

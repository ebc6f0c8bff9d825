import { jsonArray } from "./columns.ts";

/** The columns that the statement takes as arrays, in the order of its parameters: name and Postgres type. */
export const dimColumns = [
  ["feature_id", "int"],
  ["id", "bigint"],
  ["environment", "text"],
  ["operation", "text"],
  ["name", "text"],
  ["service_name", "text"],
  ["agent", "text"],
  ["provider", "text"],
  ["request_model", "text"],
  ["response_model", "text"],
  ["release", "text"],
  ["prompt_name", "text"],
  ["prompt_version", "text"],
  ["price_ref", "text"],
  ["service_tier", "text"],
  ["error_type", "text"],
  ["named_feature", "text"],
  ["origin", "text"],
] as const;
export const unitColumns = [
  ["feature_id", "int"],
  ["environment", "text"],
  ["id", "uuid"],
  ["unit_value", "text"],
] as const;
export const keyColumns = [
  ["feature_id", "int"],
  ["started_us", "bigint"],
  ["trace_id", "uuid"],
  ["span_id", "bigint"],
] as const;
const placeColumns = [
  ["parent_span_id", "bigint"],
  ["interaction_id", "uuid"],
  ["dimension_id", "bigint"],
  ["duration_us", "bigint"],
] as const;
export const callColumns = [
  ...keyColumns,
  ...placeColumns,
  ["time_to_first_token_us", "bigint"],
  ["cost_nano", "bigint"],
  ["input_tokens", "int"],
  ["output_tokens", "int"],
  ["cache_read_tokens", "int"],
  ["cache_write_tokens", "int"],
  ["reasoning_tokens", "int"],
  ["attempt", "smallint"],
  ["status", "smallint"],
  ["billable", "boolean"],
  ["has_unit", "boolean"],
  ["attempt_stated", "boolean"],
  ["operation_stated", "boolean"],
  ["outcome", "smallint"],
  ["unit_inherited", "boolean"],
] as const;
export const spanColumns = [
  ...keyColumns,
  ...placeColumns,
  ["status", "smallint"],
  ["outcome", "smallint"],
  ["unit_inherited", "boolean"],
  ["plain", "boolean"],
  ["unit_value", "text"],
  ["as_call", "jsonb"],
] as const;
export const contentColumns = [
  ...keyColumns,
  ["attributes", "json"],
  ["input", "json"],
  ["output", "json"],
] as const;

/** Traces of which several exports in this batch brought a part. */
export const severalColumns = [
  ["feature_id", "int"],
  ["trace_id", "uuid"],
] as const;

export type Columns = readonly (readonly [name: string, type: string])[];

/** Numbers the parameters of one statement: each use gives a set of rows from one array for each column, for FROM. */
export function numbered(): (name: string, columns: Columns) => string {
  let parameter = 0;
  return (name, columns) => {
    const arrays = columns.map(([, type]) => {
      parameter += 1;
      const name = `$${parameter}`;
      return type === "json" || type === "jsonb" ? jsonArray(name, type) : `${name}::${type}[]`;
    });
    return `unnest(${arrays.join(", ")}) AS ${name}(${columns.map(([column]) => column).join(", ")})`;
  };
}

/** Columns of rows with a key, as they are stored: the time from its microseconds. */
export const stored = (alias: string, columns: Columns) =>
  columns
    .map(([column]) =>
      column === "started_us"
        ? `'epoch'::timestamptz + ${alias}.started_us * interval '1 microsecond'`
        : `${alias}.${column}`,
    )
    .join(", ");
export const names = (columns: Columns) =>
  columns.map(([column]) => (column === "started_us" ? "started_at" : column)).join(", ");
export const rowKey = names(keyColumns);

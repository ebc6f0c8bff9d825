/** Columns of a table as Postgres array literals, in the order in which the statement takes them. */
export type Column = (string | null)[];

type Scalar = string | number | bigint | boolean | null;

/** An array literal of values that need no quoting: numbers, booleans, hexadecimal. */
export function plain<T>(rows: T[], of: (row: T) => Scalar): string {
  return `{${rows.map((row) => of(row) ?? "NULL").join(",")}}`;
}

/** Text as an array; the driver quotes it. */
export function texts<T>(rows: T[], of: (row: T) => string | null): Column {
  return rows.map(of);
}

/** Between JSON texts: a character that JSON never has in it, so that none of them need be quoted. */
const BETWEEN = "\u001e";

/** JSON as one text, which `jsonArray` takes apart. */
export function jsons<T>(rows: T[], of: (row: T) => string | null): string {
  return rows.map((row) => of(row) ?? "").join(BETWEEN);
}

/** The array of a parameter that `jsons` made. */
export const jsonArray = (parameter: string, type: "json" | "jsonb" = "jsonb") =>
  `string_to_array(${parameter}::text, chr(30), '')::${type}[]`;

/** A span id of 16 hexadecimal digits as the signed integer that has the same bits. */
export function signed64(hex: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${hex}`));
}

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

/** A span id of 16 hexadecimal digits as the signed integer that has the same bits. */
export function signed64(hex: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${hex}`));
}

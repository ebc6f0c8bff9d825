export type CsvValue = string | number | boolean | null;

/** One field after RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP). */
function field(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe =
    /^\s*[=+\-@＝＋－＠\t\r\n]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines ended by CRLF (RFC 4180). Empty for null: nothing is not zero. */
export function csvLines(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** Rows under a head, as csvLines writes them. */
export function toCsv(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return csvLines([head, ...rows]);
}

/** What makes an answer a CSV file to download. `name` comes without the ending; what is no plain character becomes "-". */
export function csvHeaders(name: string): Record<string, string> {
  return {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name.replaceAll(/[^\w.-]/g, "-")}.csv"`,
  };
}

/** A CSV file to download, whole. */
export function csvResponse(
  name: string,
  head: readonly string[],
  rows: readonly (readonly CsvValue[])[],
): Response {
  return new Response(toCsv(head, rows), { headers: csvHeaders(name) });
}

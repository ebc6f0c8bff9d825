"use client";
import { Button } from "#components/ui/button";
import { type CsvValue, toCsv } from "#lib/core/csv";

type Props = { name: string; head: readonly string[]; rows: readonly (readonly CsvValue[])[] };

/** For lists that the browser holds whole: the rows on screen as a CSV file. */
export function CsvButton({ name, head, rows }: Props) {
  const download = () => {
    const url = URL.createObjectURL(new Blob([toCsv(head, rows)], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${name}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button size="sm" onClick={download} aria-label={`CSV of ${name}`}>
      CSV
    </Button>
  );
}

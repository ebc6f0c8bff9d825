import { buttonStyle } from "./button-style.tsx";

/** The list on screen as a CSV file that the API writes. `of` says which one where a panel has two. */
export function CsvLink({ href, of }: { href: string; of?: string }) {
  return (
    <a href={href} download className={buttonStyle("quiet")}>
      {of ? `CSV of ${of}` : "CSV"}
    </a>
  );
}

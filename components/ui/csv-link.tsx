import { buttonStyle } from "./button-style.tsx";

/** The list on screen as a CSV file that the API writes. */
export function CsvLink({ href }: { href: string }) {
  return (
    <a href={href} download className={buttonStyle("quiet")}>
      CSV
    </a>
  );
}

/** Money is a whole number of nano-dollars (1 USD = 1,000,000,000) from price to sum. */
export type Nano = bigint;

const NANO_PER_USD = 1_000_000_000n;

/** "1234.567": all digits that are there, never rounded, no trailing zeros. */
export function usdString(nano: Nano): string {
  const sign = nano < 0n ? "-" : "";
  const abs = nano < 0n ? -nano : nano;
  const fraction = (abs % NANO_PER_USD).toString().padStart(9, "0").replace(/0+$/, "");
  return `${sign}${abs / NANO_PER_USD}${fraction ? `.${fraction}` : ""}`;
}

/** Nano-dollars of such a decimal string, to the digit. */
export function nanoOfUsd(usd: string): Nano {
  const [whole = "0", fraction = ""] = usd.replace("-", "").split(".");
  const abs = BigInt(whole) * NANO_PER_USD + BigInt(fraction.padEnd(9, "0").slice(0, 9));
  return usd.startsWith("-") ? -abs : abs;
}

/** Cents as a number: 1 cent is 10,000,000 nano-dollars. Exact to 15 digits. */
export function centsOf(nano: Nano | number): number {
  return Number(nano) / 10_000_000;
}

/** Cents for people: two digits from 1 cent up, else two significant ones ("6.12", "0.084", "0.00031"). */
export function formatCents(cents: number): string {
  if (cents === 0) return "0.00";
  const digits = Math.abs(cents) >= 0.1 ? 2 : Math.min(9, 1 - Math.floor(Math.log10(Math.abs(cents))));
  return cents.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Dollars for people: "$14,208", "$3.20", "$0.0041". */
export function formatUsd(nano: Nano): string {
  const usd = Number(nano) / 1e9;
  const abs = Math.abs(usd);
  if (abs >= 1000) return `$${Math.round(usd).toLocaleString("en-US")}`;
  if (abs >= 0.1 || usd === 0) return `$${usd.toFixed(2)}`;
  return `$${usd.toFixed(Math.min(9, 1 - Math.floor(Math.log10(abs))))}`;
}

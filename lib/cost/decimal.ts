/** Decimal digits of a price: 10^-12 dollars, for a million tokens or for one call. */
export const PRICE_DIGITS = 12;

/** "0.15" of 150,000,000,000: a scaled integer as the decimal that it means, without trailing zeros. */
export function decimalOf(scaled: bigint, digits = PRICE_DIGITS): string {
  const sign = scaled < 0n ? "-" : "";
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, "0");
  const fraction = text.slice(-digits).replace(/0+$/, "");
  return `${sign}${text.slice(0, -digits)}${fraction ? `.${fraction}` : ""}`;
}

/** The scaled integer of such a decimal, to the digit. Digits beyond `digits` must be refused before. */
export function scaledOf(decimal: string, digits = PRICE_DIGITS): bigint {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const scaled =
    BigInt(whole) * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, "0").slice(0, digits));
  return decimal.startsWith("-") ? -scaled : scaled;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centsOf, formatCents, formatUsd, nanoOfUsd, usdString } from "./money.ts";

describe("usdString", () => {
  it("keeps every digit and drops trailing zeros", () => {
    expect(usdString(0n)).toBe("0");
    expect(usdString(1n)).toBe("0.000000001");
    expect(usdString(1_500_000_000n)).toBe("1.5");
    expect(usdString(-2_000_000_001n)).toBe("-2.000000001");
  });

  it("loses nothing: reading it back gives the same nano-dollars", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (nano) => {
        expect(nanoOfUsd(usdString(nano))).toBe(nano);
      }),
    );
  });
});

describe("cents", () => {
  it("is nano-dollars by ten million", () => {
    expect(centsOf(61_200_000n)).toBe(6.12);
    expect(centsOf(1n)).toBe(1e-7);
  });

  it("shows two digits, or two significant ones below a tenth of a cent", () => {
    expect(formatCents(6.123)).toBe("6.12");
    expect(formatCents(1234.5)).toBe("1,234.50");
    expect(formatCents(0.21)).toBe("0.21");
    expect(formatCents(0.0841)).toBe("0.084");
    expect(formatCents(0.00031)).toBe("0.00031");
    expect(formatCents(0)).toBe("0.00");
  });
});

describe("formatUsd", () => {
  it("never shows a cost that exists as nothing", () => {
    expect(formatUsd(14_208_400_000_000n)).toBe("$14,208");
    expect(formatUsd(3_200_000_000n)).toBe("$3.20");
    expect(formatUsd(4_100_000n)).toBe("$0.0041");
    expect(formatUsd(1n)).toBe("$0.000000001");
    expect(formatUsd(0n)).toBe("$0.00");
  });
});

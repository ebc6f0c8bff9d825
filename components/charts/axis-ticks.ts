const steps = [1, 2, 2.5, 5, 10] as const;

type Axis = {
  /** From 0 to at least the largest value, equally far apart, each exactly what its label says. */
  ticks: number[];
  /** Decimals that write every tick without rounding. */
  digits: number;
};

/** Round figures for an axis from 0: at most four spaces between its lines. An axis without values is from 0 to 1. */
export function axisTicks(largest: number): Axis {
  const top = largest > 0 && Number.isFinite(largest) ? largest : 1;
  const power = Math.floor(Math.log10(top / 4));
  const found = steps.find((step) => step * 10 ** power * 4 >= top * (1 - 1e-9)) ?? 10;
  const step = found * 10 ** power;
  const count = Math.ceil(top / step - 1e-9);
  const digits = Math.max(0, -power + (found === 2.5 ? 1 : found === 10 ? -1 : 0));
  const exact = (value: number) => Number(value.toFixed(Math.min(20, digits)));
  return { ticks: Array.from({ length: count + 1 }, (_, index) => exact(index * step)), digits };
}

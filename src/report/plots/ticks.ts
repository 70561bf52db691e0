/** Ticks of logarithmic axes. */

/** A tick for every power of ten, or for every second or third of many. */
export function decades(values: readonly number[]): number[] {
  const low = Math.floor(Math.log10(values.reduce((low, x) => Math.min(low, x))));
  const high = Math.ceil(Math.log10(values.reduce((high, x) => Math.max(high, x))));
  const step = Math.ceil((high - low) / 8) || 1;
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, k) => 10 ** (low + k * step));
}

/** Powers of ten that are on an axis which ends where its points do. */
export function withinFrame(values: readonly number[]): number[] {
  const low = values.reduce((low, x) => Math.min(low, x));
  const high = values.reduce((high, x) => Math.max(high, x));
  return decades(values).filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

/** With one power of ten or none the axis is made to end at powers of ten. */
export function ticksOfX(values: readonly number[]): number[] {
  const within = withinFrame(values);
  return within.length < 2 ? decades(values) : within;
}

/** 10³ for whole powers of ten, as papers write them. */
export function powerOfTen(x: number): string {
  const power = Math.round(Math.log10(x));
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return `10${power < 0 ? "⁻" : ""}${[...String(Math.abs(power))].map((d) => digits[Number(d)]).join("")}`;
}

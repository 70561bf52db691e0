/** Colours of all figures. Lines: Okabe and Ito (2008), told apart by colour-blind readers. */

export const INK = "#1a1a1a";
export const FAINT = "#8a8a8a";
export const GRID = "#e4e4e4";
export const BLUE = "#0072b2";
export const VERMILION = "#d55e00";
export const GREEN = "#009e73";
export const PURPLE = "#aa4499";
export const SKY = "#56b4e9";
export const ORANGE = "#e69f00";

/** For several lines in one panel. */
export const LINES: readonly string[] = [BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, INK];

/** Ten classes (Tableau 10); figures write the class beside the colour. */
const CLASSES: readonly string[] = [
  "#4e79a7",
  "#f28e2c",
  "#e15759",
  "#76b7b2",
  "#59a14f",
  "#edc949",
  "#af7aa1",
  "#ff9da7",
  "#9c755f",
  "#8f8780",
];

/** Colour of class c; grey for -1 (no class). More than ten classes begin again. */
export function classColour(c: number): string {
  return c < 0 ? "#d9d9d9" : CLASSES[c % CLASSES.length]!;
}

/** Red, green, blue (0..255) of "#rrggbb". */
export function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Whether black is better read on a colour than white (luma of ITU-R BT.601 above the middle). */
export function isLight(hex: string): boolean {
  const [r, g, b] = rgb(hex);
  return 0.299 * r + 0.587 * g + 0.114 * b > 140;
}

/** Paper to ink through blue, of evenly falling lightness: prints well and keeps its order in grey. */
const RAMP = ["#ffffff", "#d3e3f3", "#94c2e0", "#4a94c8", "#1c63a5", "#0a3973", "#041a3a"].map(rgb);

/** Colour of `x` in 0..1 (clipped) on the sequential scale. */
export function ramp(x: number): [number, number, number] {
  const at = Math.min(Math.max(x, 0), 1) * (RAMP.length - 1);
  const low = Math.min(Math.floor(at), RAMP.length - 2);
  const mix = (k: 0 | 1 | 2) => Math.round(RAMP[low]![k] + (at - low) * (RAMP[low + 1]![k] - RAMP[low]![k]));
  return [mix(0), mix(1), mix(2)];
}

/** The same for CSS. */
export function rampColour(x: number): string {
  return `rgb(${ramp(x).join(",")})`;
}

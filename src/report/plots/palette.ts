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

const BROWN = "#8c564b";
const OLIVE = "#808000";
const PINK = "#e377c2";
const VIOLET = "#5e3c99";
const TEAL = "#17becf";

/** For several lines in one panel: the first seven for all readers, more to be told apart at all. */
export const LINES: readonly string[] = [
  ...[BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, INK],
  ...[BROWN, OLIVE, PINK, VIOLET, TEAL],
];

/** The ground of every picture. */
export const GROUND = "#ffffff";
/** Of a cell that all cases are in, and of what is written on it. */
export const CELL = "#0a4a8f";
export const ON_CELL = "#fefefe";

/** What pages call a colour, and which one they take in the dark: as far from the dark ground as ours from white. */
export const THEME: readonly (readonly [colour: string, name: string, dark: string])[] = [
  [INK, "ink", "#e8e8e6"],
  [FAINT, "faint", "#90908c"],
  [GRID, "grid", "#383a3e"],
  [GROUND, "ground", "#1f1f1f"],
  [BLUE, "blue", "#6bb8e8"],
  [VERMILION, "vermilion", "#ff8f4a"],
  [GREEN, "green", "#2fc79a"],
  [PURPLE, "purple", "#dd8fd2"],
  [ORANGE, "orange", "#f0b429"],
  [SKY, "sky", "#a6d8f5"],
  [BROWN, "brown", "#c99a8f"],
  [OLIVE, "olive", "#b9b93c"],
  [PINK, "pink", "#f2a6da"],
  [VIOLET, "violet", "#a98fe0"],
  [TEAL, "teal", "#4fd6e3"],
  [CELL, "cell", "#7cc0f0"],
  [ON_CELL, "on-cell", "#0c0c0c"],
];

/** A picture's colours as the page's own, which are others in the dark. */
export function themed(svg: string): string {
  return svg.replace(/(fill|stroke)="(#[0-9a-f]{6})"/g, (whole, of: string, colour: string) => {
    const found = THEME.find(([own]) => own === colour);
    return found ? `${of}="var(--f-${found[1]},${colour})"` : whole;
  });
}

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

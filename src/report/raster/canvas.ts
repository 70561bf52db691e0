/** A picture of few colours on white, each in sixteen strengths so that lines are smooth. */
import { encodePng } from "../formats/png.js";
import { rgb } from "../plots/palette.js";
import { inked, LETTER } from "./font.js";

const LEVELS = 16;

export class Canvas {
  private readonly pixels: Uint8Array;
  private readonly palette: Uint8Array;

  /** @param colours  "#rrggbb", at most 15; drawing functions take their places in this list */
  constructor(
    readonly width: number,
    readonly height: number,
    colours: readonly string[],
  ) {
    this.pixels = new Uint8Array(width * height);
    this.palette = new Uint8Array(3 * LEVELS * colours.length);
    for (const [c, colour] of colours.entries())
      for (let level = 0; level < LEVELS; level++)
        for (const [k, ink] of rgb(colour).entries())
          this.palette[3 * (c * LEVELS + level) + k] = Math.round(255 + ((ink - 255) * level) / (LEVELS - 1));
  }

  /** Ink a pixel with 0..1 of a colour; the stronger of what is there and what comes stays. */
  ink(x: number, y: number, colour: number, strength: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const level = Math.round(Math.min(1, strength) * (LEVELS - 1));
    const at = y * this.width + x;
    if (level > this.pixels[at]! % LEVELS) this.pixels[at] = colour * LEVELS + level;
  }

  /** A straight line of `thickness` pixels. */
  line(x0: number, y0: number, x1: number, y1: number, colour: number, thickness: number): void {
    const reach = 0.5 * thickness + 1;
    const length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2;
    for (let y = Math.floor(Math.min(y0, y1) - reach); y <= Math.max(y0, y1) + reach; y++)
      for (let x = Math.floor(Math.min(x0, x1) - reach); x <= Math.max(x0, x1) + reach; x++) {
        const along = length2 === 0 ? 0 : ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length2;
        const nearest = Math.min(1, Math.max(0, along));
        const distance = Math.hypot(x - x0 - nearest * (x1 - x0), y - y0 - nearest * (y1 - y0));
        const strength = 0.5 * thickness + 0.5 - distance;
        if (strength > 0) this.ink(x, y, colour, strength);
      }
  }

  /** Points joined by lines; `dash` pixels drawn and as many left out, 0 for a whole line. */
  path(
    points: readonly (readonly [x: number, y: number])[],
    colour: number,
    thickness: number,
    dash = 0,
  ): void {
    let travelled = 0;
    for (let k = 1; k < points.length; k++) {
      const [x0, y0] = points[k - 1]!;
      const [x1, y1] = points[k]!;
      const length = Math.hypot(x1 - x0, y1 - y0);
      for (let s = 0; s < length; ) {
        const phase = dash === 0 ? 0 : (travelled + s) % (2 * dash);
        const drawn = dash === 0 || phase < dash;
        const end = dash === 0 ? length : Math.min(length, s + (drawn ? dash : 2 * dash) - phase);
        const at = (d: number): [number, number] => [
          x0 + ((x1 - x0) * d) / length,
          y0 + ((y1 - y0) * d) / length,
        ];
        if (drawn) this.line(...at(s), ...at(end), colour, thickness);
        s = Math.max(end, s + 1e-9);
      }
      travelled += length;
    }
  }

  /** @param anchor  what of the text lies at x; y is its top */
  text(
    text: string,
    x: number,
    y: number,
    colour: number,
    size: number,
    anchor: "start" | "middle" | "end" = "start",
  ): void {
    const letters = [...text];
    const width = letters.length * LETTER.advance * size;
    const left = Math.round(x - (anchor === "middle" ? 0.5 * width : anchor === "end" ? width : 0));
    for (const [k, letter] of letters.entries())
      for (let row = 0; row < LETTER.height * size; row++)
        for (let column = 0; column < LETTER.width * size; column++)
          if (inked(letter, Math.floor(row / size), Math.floor(column / size)))
            this.ink(left + k * LETTER.advance * size + column, Math.round(y) + row, colour, 1);
  }

  png(): Uint8Array {
    return encodePng({ width: this.width, height: this.height, pixels: this.pixels, palette: this.palette });
  }
}

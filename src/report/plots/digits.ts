/** Digits of 3 x 5 pixels, for titles inside pictures where no font is at hand; one row of bits per entry. */
const GLYPHS: readonly (readonly number[])[] = [
  [0b111, 0b101, 0b101, 0b101, 0b111],
  [0b010, 0b110, 0b010, 0b010, 0b111],
  [0b111, 0b001, 0b111, 0b100, 0b111],
  [0b111, 0b001, 0b111, 0b001, 0b111],
  [0b101, 0b101, 0b111, 0b001, 0b001],
  [0b111, 0b100, 0b111, 0b001, 0b111],
  [0b111, 0b100, 0b111, 0b101, 0b111],
  [0b111, 0b001, 0b010, 0b010, 0b010],
  [0b111, 0b101, 0b111, 0b101, 0b111],
  [0b111, 0b101, 0b111, 0b001, 0b111],
];

/** Calls `dot(x, y)` for every inked pixel of `number` (digits only), 4 pixels per digit. */
export function drawDigits(number: string, dot: (x: number, y: number) => void): void {
  for (const [k, digit] of [...number].entries()) {
    const glyph = GLYPHS[Number(digit)] ?? [];
    for (const [y, bits] of glyph.entries())
      for (let x = 0; x < 3; x++) if (bits & (0b100 >> x)) dot(4 * k + x, y);
  }
}

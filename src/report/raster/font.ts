/** Letters of five by seven dots, for pictures that must not depend on what is installed. */

/** Seven rows from the top, five bits each as a digit 0-9a-v. */
// biome-ignore format: letters in rows
const GLYPHS: Readonly<Record<string, string>> = {
  "0": "ehjlphe", "1": "4c4444e", "2": "eh1248v", "3": "v2421he", "4": "26aiv22", "5": "vgu11he", "6": "68guhhe",
  "7": "v124888", "8": "ehhehhe", "9": "ehhf12c", A: "ehhvhhh", B: "uhhuhhu", C: "ehggghe", D: "sihhhis",
  E: "vgguggv", F: "vgguggg", G: "ehgnhhf", H: "hhhvhhh", I: "e44444e", J: "72222ic", K: "hikokih", L: "ggggggv",
  M: "hrllhhh", N: "hhpljhh", O: "ehhhhhe", P: "uhhuggg", Q: "ehhhlid", R: "uhhukih", S: "fgge11u", T: "v444444",
  U: "hhhhhhe", V: "hhhhha4", W: "hhhllla", X: "hha4ahh", Y: "hhha444", Z: "v1248gv", a: "00e1fhf", b: "ggmphhu",
  c: "00egghe", d: "11djhhf", e: "00ehvge", f: "698s888", g: "0fhhf1e", h: "ggmphhh", i: "40c444e", j: "20622ic",
  k: "ggikoki", l: "c44444e", m: "00qllhh", n: "00mphhh", o: "00ehhhe", p: "00uhugg", q: "00djf11", r: "00mpggg",
  s: "00ege1u", t: "88s8896", u: "00hhhjd", v: "00hhha4", w: "00hhlla", x: "00ha4ah", y: "00hhf1e", z: "00v248v",
  " ": "0000000", ".": "00000cc", ",": "0000c48", "-": "000v000", "−": "000v000", "+": "044v440", "(": "2488842",
  ")": "8422248", "/": "01248g0", "=": "00v0v00", ":": "0cc0cc0", _: "000000v", "%": "op248j3", Δ: "44aahhv",
  µ: "00hhhtg", "×": "0ha4ah0", "'": "4480000", "|": "4444444", "°": "ciic000",
};
const UNKNOWN = "vhhhhhv";

/** Dots per letter and from letter to letter. */
export const LETTER = { width: 5, height: 7, advance: 6 } as const;

/** Whether row `row` (0 at the top), column `column` of a letter is inked. */
export function inked(letter: string, row: number, column: number): boolean {
  const bits = Number.parseInt((GLYPHS[letter] ?? UNKNOWN)[row]!, 32);
  return ((bits >> (LETTER.width - 1 - column)) & 1) === 1;
}

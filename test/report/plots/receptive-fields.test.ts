import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ClassifyResult } from "../../../src/experiment/kinds/classify/result.js";
import { factsOf } from "../../../src/experiment/kinds/index.js";
import { receptiveFields } from "../../../src/report/plots/receptive-fields.js";
import { classifyResult, classifySpec } from "../fixture.js";

const facts = factsOf(classifySpec());

/** Pixels (palette numbers) and width of the first PNG in a page. */
function decode(page: string): { width: number; height: number; at: (x: number, y: number) => number } {
  const png = Buffer.from(/data:image\/png;base64,([^"]+)/.exec(page)![1]!, "base64");
  const width = png.readUInt32BE(16);
  const data = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  return { width, height: png.readUInt32BE(20), at: (x, y) => rows[y * (width + 1) + 1 + x]! };
}

/** 2 x 2 inputs, four neurons; conductance of neuron j from input i rises with i, times j + 1. */
function small() {
  const result = { ...classifyResult(4), rows: 2, cols: 2, nPre: 4, nPost: 4 };
  result.label = Int32Array.of(1, -1, 0, 1);
  result.conductance = Float32Array.from(
    { length: 16 },
    (_, k) => (k % 4 === 2 ? 4000e-9 * (k >= 12 ? 1 : 0) : 50e-9) + 0,
  );
  return result;
}

test("tiles are sorted by class, silent neurons last, each input in its place", async () => {
  const figure = await receptiveFields.draw(small(), facts);
  const { width, height, at } = decode(figure!.body.text);
  // A tile is 2 + 3 wide and 2 + 3 + 7 high; four of them make 4 x 1 or so: the widths follow the near-square grid.
  const across = (width + 1) / 5;
  expect([across, (height + 1) / 12]).toEqual([4, 1]);
  const frames = Array.from({ length: across }, (_, k) => at(5 * k, 11 - 1));
  // Classes 0, 1, 1, none: palette numbers 202, 203, 203, 201.
  expect(frames).toEqual([202, 203, 203, 201]);
  // Neuron 2 is first; only its last input (bottom right) is strong.
  expect([at(1, 8), at(2, 8), at(1, 9), at(2, 9)]).toEqual([0, 0, 0, 199]);
});

test("the number of the class is written at the top left of its tile, cut off at the frame", async () => {
  const { at } = decode((await receptiveFields.draw(small(), facts))!.body.text);
  // A 0 is ###, #.#, ###; there is room for two of its three columns. The frame is 202.
  const rows = [1, 2, 3, 4, 5, 6].map((y) => [0, 1, 2, 3].map((x) => at(x, y)));
  const ink = at(1, 1);
  expect([200, 212]).toContain(ink);
  const [whole, open] = [
    [202, ink, ink, 202],
    [202, ink, 202, 202],
  ];
  expect(rows).toEqual([whole, open, open, open, whole, [202, 202, 202, 202]]);
});

test("shades go from the device's floor to the strongest synapses but for outliers", async () => {
  const result = small();
  // Gmin is 50 nS: nothing, half and all of the way to 2050 nS; the strongest of so few is an outlier.
  result.conductance = Float32Array.from({ length: 16 }, (_, k) =>
    k % 4 === 2 ? [50e-9, 1050e-9, 2050e-9, 4050e-9][k >> 2]! : 50e-9,
  );
  const { at } = decode((await receptiveFields.draw(result, facts))!.body.text);
  const shades = [at(1, 8), at(2, 8), at(1, 9), at(2, 9)];
  expect(shades).toEqual([0, Math.round(199 / 2), 199, 199]);
});

test("a mosaic wider than the page is shown pixel by pixel, a small one four times as large", async () => {
  const shown = async (result: ClassifyResult) => {
    const page = (await receptiveFields.draw(result, facts))!.body.text;
    return Number(/<img [^>]*width="(\d+)"/.exec(page)![1]) / decode(page).width;
  };
  expect(await shown(small())).toBe(4);
  expect(await shown(classifyResult(900))).toBe(1);
});

test("a layer whose inputs are no picture has no mosaic", async () => {
  const other: ClassifyResult = { ...small(), rows: 3 };
  expect(await receptiveFields.draw(other, facts)).toBe(null);
});

test("large layers are drawn without titles, every neuron still there", async () => {
  const figure = await receptiveFields.draw(classifyResult(401), facts);
  const { width, height } = decode(figure!.body.text);
  expect(((width + 1) / 31) * ((height + 1) / 31)).toBeGreaterThanOrEqual(401);
  expect(figure!.caption.text).not.toContain("and number");
});

import { expect, test } from "vitest";
import { create, type LearnedFields } from "../../../src/core/front/learned-fields.js";
import { type FrontEnd, type PictureShape, valuesOf } from "../../../src/core/front/model.js";

/** Two features of 3 x 3 windows on one plane: a column bright on the left, and the same on the right. */
const LEFT = [1, 0, 0, 1, 0, 0, 1, 0, 0];
const RIGHT = [0, 0, 1, 0, 0, 1, 0, 0, 1];
const fields: LearnedFields = { planes: 1, kernel: 3, windows: [LEFT, RIGHT] };
const SHAPE: PictureShape = { planes: 1, rows: 3, cols: 3 };
const every = { winners: 1, polarities: 1, pool: 1, writeError: 0, draw: 1 };

function applied(front: FrontEnd, values: ArrayLike<number>): number[] {
  const to = new Float32Array(valuesOf(front.shape));
  front.apply(values, to);
  return [...to];
}

/** The window against its mean at unit length, times what is seen. */
function drive(window: readonly number[], seen: readonly number[]): number {
  const mean = window.reduce((a, b) => a + b) / window.length;
  const centred = window.map((g) => g - mean);
  const length = Math.sqrt(centred.reduce((sum, g) => sum + g * g, 0));
  return centred.reduce((sum, g, k) => sum + g * seen[k]!, 0) / length;
}

test("at each place the feature with the largest drive answers with its drive, the others with nothing", () => {
  const front = create(fields, every, SHAPE);
  expect(front.shape).toEqual({ planes: 2, rows: 3, cols: 3 });
  const out = applied(front, LEFT);
  // The middle sees the picture itself; to its right the bright column is on the left, to its left on the right.
  expect(out[4]).toBeCloseTo(drive(LEFT, LEFT), 6);
  expect(out[9 + 4]).toBe(0);
  // Places at the border see nothing beyond it: the column is in the middle of their windows, and neither drive is positive.
  expect([out[3], out[9 + 3]]).toEqual([0, 0]);
});

test("two winners: the second largest answers too, unless its drive is not positive", () => {
  const both = [2, 0, 0.5, 2, 0, 0.5, 2, 0, 0.5];
  const one = applied(create(fields, every, SHAPE), both);
  const two = applied(create(fields, { ...every, winners: 2 }, SHAPE), both);
  expect(two[4]).toBe(one[4]);
  expect(one[9 + 4]).toBe(0);
  expect(drive(RIGHT, both)).toBeLessThan(0);
  expect(two[9 + 4]).toBe(0);
  const near = [2, 0, 1.9, 2, 0, 1.9, 2, 0, 1.9];
  expect(drive(RIGHT, near)).toBeGreaterThan(0);
  expect(applied(create(fields, { ...every, winners: 2 }, SHAPE), near)[9 + 4]).toBeCloseTo(
    drive(RIGHT, near),
    6,
  );
});

test("with a write error each place has devices of its own, as many again with the same draw", () => {
  const flat: PictureShape = { planes: 1, rows: 40, cols: 40 };
  const wide = new Float32Array(1600).fill(1);
  const one: LearnedFields = { ...fields, windows: [LEFT] };
  const answers = (over: object) => applied(create(one, { ...every, ...over }, flat), wide);
  // Within the border all places see the same, and a window against its mean answers nothing to what is even.
  const inner = (values: number[]) =>
    values.filter((_, k) => k % 40 > 0 && k % 40 < 39 && k >= 40 && k < 1560);
  expect(new Set(inner(answers({})).map((v) => v < 1e-6))).toEqual(new Set([true]));
  const tiled = inner(answers({ writeError: 0.1 }));
  // Drive: N(0, 1) times 0.1 √3 / √2; answers are its positive half, whose mean is σ / √(2π). Of 1444 places: ± 4 standard errors.
  const sigma = (0.1 * Math.sqrt(3)) / Math.SQRT2;
  const mean = tiled.reduce((a, b) => a + b) / tiled.length;
  expect(Math.abs(mean / (sigma / Math.sqrt(2 * Math.PI)) - 1)).toBeLessThan(4 * (1.46 / Math.sqrt(1444)));
  expect(answers({ writeError: 0.1 })).toEqual(answers({ writeError: 0.1, draw: 1 }));
  expect(answers({ writeError: 0.1 })).not.toEqual(answers({ writeError: 0.1, draw: 2 }));
});

test("no device is written below no conductance", () => {
  const dark = [0, 0, 0, 0, 0, 0, 0, 0, 9];
  const front = create({ ...fields, windows: [LEFT] }, { ...every, writeError: 9 }, SHAPE);
  // Only the last synapse of the middle's window sees anything; what was learned there is 0, and stays so.
  const shared = create({ ...fields, windows: [LEFT] }, every, SHAPE);
  expect(applied(front, dark)[4]).toBe(applied(shared, dark)[4]);
});

test("polarities: features f and f + F/2 are one plane, which the larger of both drives", () => {
  const front = create(fields, { ...every, polarities: 2 }, SHAPE);
  expect(front.shape.planes).toBe(1);
  expect(applied(front, LEFT)[4]).toBeCloseTo(drive(LEFT, LEFT), 6);
  expect(applied(front, RIGHT)[4]).toBeCloseTo(drive(RIGHT, RIGHT), 6);
});

test("pool: the mean over squares", () => {
  const fine = applied(create(fields, every, SHAPE), LEFT);
  const pooled = applied(create(fields, { ...every, pool: 3 }, SHAPE), LEFT);
  const mean = (plane: number) => fine.slice(plane * 9, plane * 9 + 9).reduce((a, b) => a + b) / 9;
  expect(pooled).toHaveLength(2);
  expect(pooled[0]).toBeCloseTo(mean(0), 6);
  expect(pooled[1]).toBeCloseTo(mean(1), 6);
});

test("planes that come in are windows' planes", () => {
  const planar: LearnedFields = {
    planes: 2,
    kernel: 1,
    windows: [
      [1, 0],
      [0, 1],
    ],
  };
  const front = create(planar, every, { planes: 2, rows: 1, cols: 2 });
  // ON at the first place, OFF at the second.
  const out = applied(front, [3, 0, 0, 5]);
  expect(out[0]).toBeCloseTo(3 / Math.SQRT2, 6);
  expect(out[3]).toBeCloseTo(5 / Math.SQRT2, 6);
  expect([out[1], out[2]]).toEqual([0, 0]);
});

test("drawn back, a feature is what its neuron has learned, at the middle of its square", () => {
  const front = create(fields, every, SHAPE);
  const drawn = new Float32Array(9);
  const values = new Float32Array(18);
  values[4] = 2;
  front.draw!(values, drawn);
  expect([...drawn].map((v) => v > 0)).toEqual(LEFT.map((v) => v > 0));
});

test.each([
  [{ planes: 2, rows: 3, cols: 3 }, every, "has learned from 1 planes, and is given 2"],
  [SHAPE, { ...every, pool: 2 }, "squares of 2 x 2 do not fill 3 x 3"],
  [SHAPE, { ...every, winners: 3 }, "winners is 3, of 2 features"],
] as const)("%o with %o is refused", (shape, numbers, problem) => {
  expect(() => create(fields, numbers, shape)).toThrow(problem);
});

test("an odd number of features has no two polarities; a feature that learned nothing has no direction", () => {
  const three = { ...fields, windows: [LEFT, RIGHT, LEFT] };
  expect(() => create(three, { ...every, polarities: 2 }, SHAPE)).toThrow(
    "3 features are not two polarities",
  );
  const flat = { ...fields, windows: [LEFT, Array(9).fill(2)] };
  expect(() => create(flat, every, SHAPE)).toThrow("the same conductance at all its synapses");
});

import { describe, expect, test } from "vitest";
import { chain, frontEnds } from "../../../src/core/front/index.js";
import { type FrontEnd, type PictureShape, valuesOf } from "../../../src/core/front/model.js";
import { Random } from "../../../src/core/random.js";

const SIDE = 12;
const PICTURE: PictureShape = { planes: 1, rows: SIDE, cols: SIDE };

/** A picture by a function of column and row. */
const picture = (value: (x: number, y: number) => number, { rows, cols } = PICTURE): Float32Array =>
  Float32Array.from({ length: rows * cols }, (_, i) => value(i % cols, Math.floor(i / cols)));

function applied(front: FrontEnd, values: ArrayLike<number>): Float32Array {
  const to = new Float32Array(valuesOf(front.shape));
  front.apply(values, to);
  return to;
}

const noise = (seed: string) => {
  const random = Random.of(seed);
  return picture(() => random.below(256));
};

describe("oriented-edges", () => {
  const edges = (params = {}) =>
    frontEnds["oriented-edges"].create({ blur: 1, orientations: 4, signed: 0, pool: 2, ...params }, PICTURE);
  /** An edge through the middle whose dark side the normal (nx, ny) leaves; nothing is near the border. */
  const edge = (nx: number, ny: number, sign = 1) =>
    picture((x, y) => {
      const [dx, dy] = [x - 5.5, y - 5.5];
      const inside = dx * dx + dy * dy < 9;
      return inside && sign * (nx * dx + ny * dy) > 0 ? 200 : 100;
    });

  test.each([
    [0, 1, 0],
    [1, 1, 1],
    [2, 0, 1],
    [3, -1, 1],
  ])(
    "plane %i is strongest where the gradient points along (%i, %i), whichever side is dark",
    (k, nx, ny) => {
      for (const sign of [1, -1]) {
        const centre = applied(edges({ pool: 1, blur: 0.5 }), edge(nx, ny, sign));
        const at = (plane: number) => centre[plane * SIDE * SIDE + 5 * SIDE + 5]!;
        const strengths = [0, 1, 2, 3].map(at);
        expect(strengths.indexOf(Math.max(...strengths))).toBe(k);
      }
    },
  );

  test("signed orientations tell bright to dark from dark to bright", () => {
    const front = edges({ signed: 1, orientations: 2, pool: 1, blur: 0 });
    const rising = picture((x) => (x > 5 ? 100 : 50));
    const at = (values: Float32Array, plane: number) => values[plane * SIDE * SIDE + 5 * SIDE + 5]!;
    const falling = picture((x) => (x > 5 ? 50 : 100));
    expect(at(applied(front, rising), 0)).toBeGreaterThan(0);
    expect(at(applied(front, rising), 1)).toBe(0);
    expect(at(applied(front, falling), 0)).toBe(0);
    expect(at(applied(front, falling), 1)).toBeGreaterThan(0);
  });

  test("is the formula, pixel by pixel", () => {
    const values = noise("edges");
    const [blur, orientations, pool] = [0.8, 5, 3];
    const weight = (d: number) => Math.exp((-d * d) / (2 * blur * blur));
    const reach = Math.ceil(3 * blur);
    let norm = 0;
    for (let d = -reach; d <= reach; d++) norm += weight(d);
    const at = (x: number, y: number): number => {
      if (x < 0 || y < 0 || x >= SIDE || y >= SIDE) return 0;
      let sum = 0;
      for (let dy = -reach; dy <= reach; dy++)
        for (let dx = -reach; dx <= reach; dx++)
          if (x + dx >= 0 && x + dx < SIDE && y + dy >= 0 && y + dy < SIDE)
            sum += (weight(dx) * weight(dy) * values[(y + dy) * SIDE + x + dx]!) / norm ** 2;
      return sum;
    };
    const expected = new Float64Array(orientations * 16);
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const [gx, gy] = [(at(x + 1, y) - at(x - 1, y)) / 2, (at(x, y + 1) - at(x, y - 1)) / 2];
        for (let k = 0; k < orientations; k++)
          expected[k * 16 + Math.floor(y / pool) * 4 + Math.floor(x / pool)]! +=
            (2 *
              Math.hypot(gx, gy) *
              Math.max(0, Math.cos(2 * (Math.atan2(gy, gx) - (k * Math.PI) / orientations)))) /
            pool ** 2;
      }
    const found = applied(edges({ blur, orientations, pool }), values);
    // Blurred values are kept in single precision: 1e-7 of 255.
    for (const [i, v] of expected.entries()) expect(Math.abs(found[i]! - v), `value ${i}`).toBeLessThan(1e-4);
  });

  test("four orientations of 2 x 2 squares give as many values as there are pixels", () => {
    expect(edges().shape).toEqual({ planes: 4, rows: 6, cols: 6 });
  });

  test("an edge is drawn back where it lies, across its gradient", () => {
    const front = edges();
    const values = new Float32Array(valuesOf(front.shape));
    values[2 * 6 + 3] = 1; // gradient along x at square (3, 2)
    const drawn = new Float32Array(SIDE * SIDE);
    front.draw!(values, drawn);
    const at = (x: number, y: number) => drawn[y * SIDE + x]!;
    expect(at(6, 4)).toBeGreaterThan(0.3);
    expect(at(6, 5)).toBe(at(6, 4));
    expect(at(6, 3)).toBe(at(6, 4));
    expect(at(8, 4)).toBeLessThan(at(6, 4) / 5);
    expect(at(6, 9)).toBe(0);
  });

  test("refuses what it cannot do", () => {
    expect(() => edges({ pool: 5 })).toThrow("pool: squares of 5 x 5 do not fill 12 x 12");
    expect(() => edges({ orientations: 2.5 })).toThrow("orientations is 2.5; accepted: whole numbers");
    const planar = { ...PICTURE, planes: 2 };
    expect(() =>
      frontEnds["oriented-edges"].create({ blur: 1, orientations: 4, signed: 0, pool: 2 }, planar),
    ).toThrow("takes pictures of one plane, not of 2");
  });
});

test("on-off: a bright dot is on at its centre and off around it; a dark one the other way round", () => {
  const front = frontEnds["on-off"].create({ centre: 0.5, surround: 2, pool: 1 }, PICTURE);
  const dot = (bright: boolean) => picture((x, y) => ((x === 6 && y === 6) === bright ? 200 : 20));
  const at = (values: Float32Array, plane: number, x: number) => values[(plane * SIDE + 6) * SIDE + x]!;
  const bright = applied(front, dot(true));
  expect(at(bright, 0, 6)).toBeGreaterThan(50);
  expect(at(bright, 1, 6)).toBe(0);
  expect(at(bright, 1, 8)).toBeGreaterThan(0);
  expect(at(bright, 0, 8)).toBe(0);
  const dark = applied(front, dot(false));
  expect(at(dark, 1, 6)).toBeGreaterThan(50);
  expect(() => frontEnds["on-off"].create({ centre: 2, surround: 2, pool: 1 }, PICTURE)).toThrow(
    "surround is 2, not above the centre's 2",
  );
});

test("contrast: on less off has no mean and length 255, however bright and bold the picture", () => {
  const front = frontEnds.contrast.create({}, PICTURE);
  const values = noise("contrast");
  const fainter = values.map((v) => 40 + v / 4);
  const out = applied(front, values);
  const size = SIDE * SIDE;
  const signed = Array.from({ length: size }, (_, i) => out[i]! - out[size + i]!);
  // Single precision of 144 values.
  expect(Math.abs(signed.reduce((a, b) => a + b, 0))).toBeLessThan(1e-3);
  expect(Math.hypot(...signed)).toBeCloseTo(255, 3);
  for (const [i, v] of applied(front, fainter).entries()) expect(v).toBeCloseTo(out[i]!, 3);
  const drawn = new Float32Array(size);
  front.draw!(out, drawn);
  expect([...drawn]).toEqual(signed.map(Math.fround));
});

test("sqrt: 0 and 255 stay, a quarter becomes a half", () => {
  const front = frontEnds.sqrt.create({}, { planes: 1, rows: 1, cols: 3 });
  expect([...applied(front, [0, 255 / 4, 255])]).toEqual([0, 127.5, 255]);
});

test("blur: a dot far from the border keeps its sum, has the Gaussian's ratio beside it, and planes stay apart", () => {
  const shape = { planes: 2, rows: SIDE, cols: SIDE };
  const front = frontEnds.blur.create({ sigma: 1 }, shape);
  const two = new Float32Array(valuesOf(shape));
  two[6 * SIDE + 6] = 100;
  const out = applied(front, two);
  const plane = out.subarray(0, SIDE * SIDE);
  expect(plane.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 4);
  expect(plane[6 * SIDE + 7]! / plane[6 * SIDE + 6]!).toBeCloseTo(Math.exp(-0.5), 6);
  expect(plane[7 * SIDE + 6]).toBeCloseTo(plane[6 * SIDE + 7]!, 6);
  expect(Math.max(...out.subarray(SIDE * SIDE))).toBe(0);
});

test("deskew: a slanted stroke comes out upright, an upright one as it was", () => {
  const front = frontEnds.deskew.create({}, PICTURE);
  const slanted = picture((x, y) => (y > 1 && y < 10 && x === 1 + y ? 200 : 0));
  const columns = Array.from({ length: SIDE }, (_, x) =>
    applied(front, slanted)
      .filter((_, i) => i % SIDE === x)
      .reduce((a, b) => a + b, 0),
  );
  const total = columns.reduce((a, b) => a + b, 0);
  expect(Math.max(...columns) + [...columns].sort((a, b) => b - a)[1]!).toBeCloseTo(total, 3);
  const upright = picture((x, y) => (y > 1 && y < 10 && x === 6 ? 200 : 0));
  expect([...applied(front, upright)]).toEqual([...upright]);
  expect(Math.max(...applied(front, new Float32Array(SIDE * SIDE)))).toBe(0);
});

describe("a chain of front ends", () => {
  const blur = { part: frontEnds.blur, values: { sigma: 1 } };
  const edges = {
    part: frontEnds["oriented-edges"],
    values: { blur: 0, orientations: 4, signed: 0, pool: 2 },
  };
  const [blurAlone, edgesAlone] = [blur, edges].map((choice) => chain([choice], PICTURE)) as [
    FrontEnd,
    FrontEnd,
  ];

  test("is one on what the other gives", () => {
    const values = noise("chain");
    const both = chain([blur, edges], PICTURE);
    expect(both.shape).toEqual(edgesAlone.shape);
    expect([...applied(both, values)]).toEqual([...applied(edgesAlone, applied(blurAlone, values))]);
    const out = applied(both, values);
    const [one, other] = [new Float32Array(SIDE * SIDE), new Float32Array(SIDE * SIDE)];
    both.draw!(out, one);
    edgesAlone.draw!(out, other);
    expect([...one]).toEqual([...other]);
  });

  test("each must fit the one before", () => {
    expect(() => chain([edges, edges], PICTURE)).toThrow("takes pictures of one plane, not of 4");
  });
});

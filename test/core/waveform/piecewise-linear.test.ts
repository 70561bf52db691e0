import { expect, test } from "vitest";
import {
  chop,
  lead,
  lowerAmplitude,
  lowerPolarity,
  scale,
  shift,
  valueAt,
  type Waveform,
  waveform,
} from "../../../src/core/waveform/index.js";

const box = waveform([
  [0, 10],
  [10e-3, 10],
  [10e-3, -12],
  [22e-3, -12],
]);
const triangle = waveform([
  [-1, 0],
  [0, 4],
  [2, 0],
]);
const knots = (w: Waveform) => Array.from(w.t, (t, k) => [t, w.v[k]!]);

test("between knots the voltage is linear, outside them it is 0", () => {
  expect(valueAt(triangle, -0.5, "left")).toBe(2);
  expect(valueAt(triangle, 1.5, "right")).toBe(1);
  expect(valueAt(triangle, -1.01, "right")).toBe(0);
  expect(valueAt(triangle, 2.01, "left")).toBe(0);
});

test("at a step the left value is the one before it and the right value the one after", () => {
  expect(valueAt(box, 10e-3, "left")).toBe(10);
  expect(valueAt(box, 10e-3, "right")).toBe(-12);
});

test("the first and the last knot are steps from and to 0 V", () => {
  expect(valueAt(box, 0, "left")).toBe(0);
  expect(valueAt(box, 0, "right")).toBe(10);
  expect(valueAt(box, 22e-3, "left")).toBe(-12);
  expect(valueAt(box, 22e-3, "right")).toBe(0);
});

test("shift moves every knot, scale stretches time and volts apart, and neither changes its argument", () => {
  expect(knots(shift(triangle, 0.5))).toEqual([
    [-0.5, 0],
    [0.5, 4],
    [2.5, 0],
  ]);
  expect(knots(scale(triangle, { time: 0.5, volts: 2 }))).toEqual([
    [-0.5, 0],
    [0, 8],
    [1, 0],
  ]);
  expect(knots(scale(triangle, { volts: 0.5 }))).toEqual([
    [-1, 0],
    [0, 2],
    [2, 0],
  ]);
  expect(knots(triangle)).toEqual([
    [-1, 0],
    [0, 4],
    [2, 0],
  ]);
});

test("the lead is the earliest knot before either spike, and 0 where there is none", () => {
  expect(lead(triangle, box)).toBe(1);
  expect(lead(box, triangle)).toBe(1);
  expect(lead(box, box)).toBe(0);
});

test("lowering the amplitude moves both polarities towards 0 V by the same volts", () => {
  expect([...lowerAmplitude(box, 2).v]).toEqual([8, 8, -10, -10]);
});

test("a knot lowered by more than its voltage stops at 0 V and never changes sign", () => {
  for (const v of lowerAmplitude(box, 11).v.slice(0, 2)) expect(Math.abs(v)).toBe(0);
  expect([...lowerAmplitude(box, 11).v.slice(2)]).toEqual([-1, -1]);
  for (const v of lowerAmplitude(box, 50).v) expect(Math.abs(v)).toBe(0);
});

test("one polarity can be lowered alone", () => {
  expect([...lowerPolarity(box, 2, 1).v]).toEqual([8, 8, -12, -12]);
  expect([...lowerPolarity(box, 2, -1).v]).toEqual([10, 10, -10, -10]);
});

test("a chopped box is on for the given fraction of every slot and keeps its length", () => {
  const flat = waveform([
    [0, 6],
    [4, 6],
  ]);
  expect(knots(chop(flat, 2, 0.25))).toEqual([
    [0, 6],
    [0.5, 6],
    [0.5, 0],
    [2, 0],
    [2, 6],
    [2.5, 6],
    [2.5, 0],
    [4, 0],
  ]);
});

test("chopping keeps the waveform's own steps and slopes inside the on part", () => {
  const w = waveform([
    [0, 2],
    [1, 2],
    [1, -3],
    [4, 0],
  ]);
  const chopped = chop(w, 2, 0.75);
  for (let k = 0; k < 400; k++) {
    const t = 0.005 + k * 0.01;
    const on = t % 2 < 1.5;
    expect(valueAt(chopped, t, "left")).toBeCloseTo(on ? valueAt(w, t, "left") : 0, 12);
  }
  expect(valueAt(chopped, 1, "left")).toBe(2);
  expect(valueAt(chopped, 1, "right")).toBe(-3);
});

test("slots are counted from the first knot, also before time 0", () => {
  const chopped = chop(triangle, 1, 0.5);
  expect(valueAt(chopped, -0.75, "left")).toBe(1);
  expect(valueAt(chopped, -0.25, "left")).toBe(0);
  expect(valueAt(chopped, 0.25, "left")).toBe(3.5);
});

test("a last slot that does not fit is cut at the end of the waveform", () => {
  const flat = waveform([
    [0, 6],
    [5, 6],
  ]);
  const { t, v } = chop(flat, 2, 0.75);
  expect(t[t.length - 1]).toBe(5);
  expect(v[v.length - 1]).toBe(6);
});

test("chopped by fraction 1 a waveform is itself, by fraction 0 it is 0 V of the same length", () => {
  expect(knots(chop(box, 1e-3, 1))).toEqual(knots(box));
  expect(knots(chop(box, 1e-3, 0))).toEqual([
    [0, 0],
    [22e-3, 0],
  ]);
});

test.each([
  ["one knot", [[0, 1]], /two or more knots; it has 1/],
  [
    "times out of order",
    [
      [0, 1],
      [2, 1],
      [1, 1],
    ],
    /knot 2 at 1 s comes after one at 2 s/,
  ],
  [
    "a voltage that is not a number",
    [
      [0, 1],
      [1, Number.NaN],
    ],
    /knot 1 is \(1 s, NaN V\)/,
  ],
  [
    "an infinite time",
    [
      [0, 1],
      [Number.POSITIVE_INFINITY, 0],
    ],
    /knot 1 is \(Infinity s, 0 V\)/,
  ],
  [
    "three knots at one time",
    [
      [0, 1],
      [1, 1],
      [1, 2],
      [1, 3],
    ],
    /knot 3 is the third at 1 s/,
  ],
  [
    "no duration",
    [
      [1, 1],
      [1, 2],
    ],
    /all knots are at 1 s/,
  ],
] as [string, [number, number][], RegExp][])("a waveform with %s is refused", (_, bad, message) => {
  expect(() => waveform(bad)).toThrow(RangeError);
  expect(() => waveform(bad)).toThrow(message);
});

test.each([
  ["a time factor of 0", () => scale(box, { time: 0 }), /time factor is 0/],
  ["a voltage factor that is not a number", () => scale(box, { volts: Number.NaN }), /voltage factor is NaN/],
  ["a negative lowering", () => lowerAmplitude(box, -1), /lowered by -1 V/],
  ["a lowering that is not a number", () => lowerPolarity(box, Number.NaN, 1), /lowered by NaN V/],
  ["a slot of 0", () => chop(box, 0, 0.5), /slot is 0 s/],
  ["a fraction above 1", () => chop(box, 1e-3, 1.5), /on fraction is 1.5/],
])("%s is refused", (_, act, message) => {
  expect(act).toThrow(RangeError);
  expect(act).toThrow(message);
});

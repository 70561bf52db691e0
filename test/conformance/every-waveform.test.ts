import { expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { type SpikeForm, waveform, waveformFamily } from "../../src/core/waveform/index.js";

const { problems, take } = waveformFamily.contract!;

for (const [name, form] of Object.entries(waveformFamily.table))
  test(`${name} keeps the contract of a pair of spike voltages, and names the device it was solved for`, () => {
    expect(problems(form)).toEqual([]);
    expect(Object.keys(devices)).toContain(form.device);
  });

const good: SpikeForm = waveformFamily.table["box-over-ramp"]!;
const raw = (t: readonly number[], v: readonly number[]) => ({
  t: Float64Array.from(t),
  v: Float64Array.from(v),
});
const silent = waveform([
  [0, 0],
  [1e-3, 0],
]);

test.each<[string, Partial<SpikeForm>, string]>([
  [
    "times out of order",
    { pre: raw([0, 2, 1], [0, 1, 0]) },
    "pre: knot 2 at 1 s comes after one at 2 s; times must ascend",
  ],
  [
    "a voltage that is not a number",
    { post: raw([0, 1], [0, Number.NaN]) },
    "post: knot 1 is (1 s, NaN V); both must be finite",
  ],
  ["fewer voltages than times", { post: raw([0, 1], [0]) }, "post: has 2 times for 1 voltages"],
  [
    "three knots at one time",
    { pre: raw([0, 0, 0, 1], [0, 1, 2, 0]) },
    "pre: knot 2 is the third at 0 s; a step has two knots",
  ],
  ["one knot", { pre: raw([0], [1]) }, "pre: a waveform needs two or more knots; it has 1"],
  [
    "no voltage at all",
    { pre: silent, post: silent },
    "pre and post are at 0 V throughout: no spike would change anything",
  ],
  ["a factor of 0", { scaleFactor: 0 }, "scaleFactor is 0; it must be finite and above 0"],
  ["a span below 0", { span: -1 }, "span is -1 s; it must be finite and above 0"],
  ["no source", { source: "" }, "has no source"],
])("a form with %s is reported", (_, change, message) => {
  expect(problems({ ...good, ...change })).toEqual([message]);
});

test("a module gives its knots as pairs of numbers; what it leaves out says nothing", () => {
  const form = take!({
    doc: "mine",
    source: "a test",
    pre: [
      [0, 1],
      [1e-3, 0],
    ],
    post: [
      [0, 2],
      [1e-3, 0],
    ],
  });
  expect(form).toEqual({
    doc: "mine",
    source: "a test",
    device: "",
    scaleFactor: 1,
    pre: raw([0, 1e-3], [1, 0]),
    post: raw([0, 1e-3], [2, 0]),
  });
});

/** The whole state is in the address. */
import { expect, test } from "vitest";
import { forms } from "../../src/core/waveform/index.js";
import { linkOf, stateOf } from "../../src/explore/link.js";
import { presetState, presets } from "../../src/explore/presets.js";
import { type ExploreState, startOf } from "../../src/explore/state.js";

const start = startOf("box-over-ramp");

test.each(Object.keys(forms) as (keyof typeof forms)[])("the link of %s is short, and leads back", (form) => {
  const state = startOf(form);
  expect(linkOf(state)).toBe(`1&form=${form}`);
  expect(stateOf(`#${linkOf(state)}`)).toEqual(state);
});

test.each(presets.map((preset) => [preset.name, preset] as const))(
  "the preset %s comes back from its link",
  (_, preset) => {
    const state = presetState(preset, start.train);
    expect(stateOf(linkOf(state))).toEqual(state);
  },
);

test("a state in which everything is changed comes back to the last bit", () => {
  const state: ExploreState = {
    ...start,
    pre: [
      [-1e-3, 0.1 + 0.2],
      [20e-3 / 3, 0],
    ],
    third: [
      [0, 0.2],
      [0.04, 0.2],
    ],
    alphaPre: 0.7,
    alphaPost: -1,
    deltaT: -1 / 3000,
    place: 0.3,
    device: {
      preset: "eis-ysz7",
      params: { gMin: 12e-9, vOc: -0.1 },
      law: "hopping-butler-volmer",
      lawParams: { temperature: 310 },
      own: { name: "mine & yours.yaml", text: '{"preset":"eis-ysz14","doc":"50 % µ=;"}' },
    },
    train: { neurons: 64, images: 300, seed: "a&b=c", varied: true, second: "rram" },
  };
  expect(stateOf(linkOf(state))).toEqual(state);
});

test("an empty address is the first preset", () => {
  expect(stateOf("")).toEqual(start);
  expect(stateOf("#")).toEqual(start);
});

test.each([
  ["2&form=antisymmetric", 'the link has format "2"; this page reads format "1"'],
  ["1&form=antisymetric", '"form" is "antisymetric"; accepted: box-over-ramp,'],
  ["1&post=0,1;0.01", '"0.01" in the link\'s "post" is no time,voltage'],
  ["1&post=0,x;0.01,1", '"post" is "x", which is no number'],
  ["1&post=0.01,1;0,1", "V_post: knot 1 at 0 s comes after"],
  ["1&pre=0,1", "V_pre: a waveform needs two or more knots"],
  ["1&neurons=7000", '"neurons" is 7000; accepted: 25 to 1600'],
  ["1&p.vOc=3", '"p.vOc" is above 0 V'],
  ["1&p.volume=3", '"p.volume" is no number of the device'],
  ["1&device=dram", '"device" is "dram"; accepted: eis-ysz14,'],
  ["1&g=2", '"g" is 2; accepted: 0 to 1'],
  ["1&colour=red", 'the link says "colour", which this page does not know'],
  ["1&varied=yes", '"varied" is "yes"; accepted: true, false'],
  ["1&file=mine.yaml", 'the link has "file" without "text"; accepted: both, or none'],
  ["1&text={}", 'the link has "text" without "file"'],
  [`1&seed=${"7".repeat(65)}`, '"seed" has 65 characters; accepted: up to 64'],
  ["1&neurons=25&neurons=50", 'the link says "neurons" twice; accepted: once'],
  ["1&form=%E0%A4%A", "is damaged"],
  [`1&post=${Array.from({ length: 300 }, (_, k) => `${k},1`).join(";")}`, "300 knots; accepted: up to 200"],
])("the link %.40s is refused in words", (link, words) => {
  expect(() => stateOf(link)).toThrow(words);
});

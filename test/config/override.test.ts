import { expect, test } from "vitest";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { CLASSIFY, load, refusal } from "./small.js";

test("a setting changes one value and leaves the rest", async () => {
  const { spec, document } = await load(CLASSIFY, ["train.images=7", "seed=abc", "gain.schedule=constant"]);
  expect((spec as ClassifySpec).train).toEqual({ images: 7, epochs: 1 });
  expect(spec.seed).toBe("abc");
  expect(document).toMatchObject({ gain: { schedule: "constant", end: 0.2 } });
});

test("the later of two settings holds", async () => {
  expect((await load(CLASSIFY, ["seed=1", "seed=2"])).spec.seed).toBe("2");
});

test("a setting reaches into a network that the file only names", async () => {
  const { spec } = await load(CLASSIFY.replace(/network:.*\n/, "network: winner-take-all\n"), [
    "network.populations.output.size=5",
  ]);
  expect((spec as SimulateSpec).network.populations[1]!.size).toBe(5);
});

test("the network itself can be replaced, and what it is called with is checked again", async () => {
  const message = await refusal(CLASSIFY, ["network=diehl-cook-2015"]);
  expect(message).toMatch(
    /output: "output" is not a population of neurons; accepted: "excitatory", "inhibitory"/,
  );
  const { spec } = await load(CLASSIFY, ["network=diehl-cook-2015", "output=excitatory"]);
  expect((spec as SimulateSpec).network.populations.map((p) => p.name)).toEqual([
    "input",
    "excitatory",
    "inhibitory",
  ]);
});

test("an unknown path is refused with a suggestion, and the problem lies in the setting", async () => {
  expect(await refusal(CLASSIFY, ["trian.images=5"])).toMatch(
    /^--set: trian: unknown key "trian" \(did you mean "train"\?\)/,
  );
  expect(await refusal(CLASSIFY, ["train.image=5"])).toMatch(
    /^--set: train\.image: unknown key.*did you mean "images"/,
  );
});

test("one value of what auto sets as a whole is refused, since the others would change too", async () => {
  const text = CLASSIFY.replace(/^homeostasis:.*\n/m, "");
  const automatic = `${text}\nhomeostasis: auto\n`;
  expect(await refusal(automatic, ["homeostasis.targetSpikes=5"])).toBe(
    "--set: homeostasis.targetSpikes: homeostasis is auto, which sets all its values by the numbers of neurons and images; accepted: 'homeostasis={targetSpikes: 5}', which has the defaults for the others",
  );
  for (const set of [["homeostasis={targetSpikes: 5}"], ["homeostasis={}", "homeostasis.targetSpikes=5"]]) {
    const { spec } = await load(automatic, set);
    expect((spec as ClassifySpec).homeostasis.targetSpikes).toBe(5);
  }
});

test("a misspelt population makes no new one", async () => {
  expect(await refusal(CLASSIFY, ["network.populations.outptu.size=5"])).toBe(
    '--set: network.populations.outptu.size: there is no "outptu" in network.populations; there are: "input", "output" (did you mean "output"?)',
  );
});

test("what is not path=value, or no YAML, is refused", async () => {
  expect(await refusal(CLASSIFY, ["train"])).toMatch(/"train" is not path=value/);
  expect(await refusal(CLASSIFY, ["=5"])).toMatch(/is not path=value/);
  expect(await refusal(CLASSIFY, ["a.__proto__.b=5"])).toMatch(/is not path=value/);
  expect(await refusal(CLASSIFY, ["train.images=[1"])).toMatch(/train\.images: is not valid YAML/);
});

test("an entry of a list is set by its place, in lists of lists too, and the others stay", async () => {
  const text = `${CLASSIFY}\nfront: [sqrt, {model: blur, sigma: 1}]\n`;
  const frontOf = async (...set: string[]) =>
    ((await load(text, set)).spec as ClassifySpec).front!.parts.map(({ name, values }) => [name, values]);
  expect(await frontOf("front.1.sigma=2")).toEqual([
    ["sqrt", {}],
    ["blur", { sigma: 2 }],
  ]);
  expect(await frontOf("front.0=deskew", "front.1.sigma=3")).toEqual([
    ["deskew", {}],
    ["blur", { sigma: 3 }],
  ]);
  const waveforms = "network.projections.feedforward.synapses.eis.waveforms";
  const knots = '[["0 ms", "3 V"], ["10 ms", "3 V"], ["10 ms", "-3 V"], ["22 ms", "-3 V"]]';
  const { document } = await load(CLASSIFY, [
    `${waveforms}={pre: ${knots}, post: ${knots}}`,
    `${waveforms}.post.1.1=2 V`,
  ]);
  expect(JSON.stringify(document)).toContain(
    '[["0 ms","3 V"],["10 ms","2 V"],["10 ms","-3 V"],["22 ms","-3 V"]]',
  );
});

test.each(["front.2.sigma=1", "front.x=1", "front.-1=sqrt", "front.1e0=sqrt"])(
  "%s: a place that a list does not have is named with those that it has",
  async (set) => {
    const text = `${CLASSIFY}\nfront: [sqrt, blur]\n`;
    expect(await refusal(text, [set])).toMatch(
      /there is no entry ".+" in front; accepted: 0 to 1, or the whole list$/,
    );
  },
);

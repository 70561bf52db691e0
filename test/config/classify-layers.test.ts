import { describe, expect, test } from "vitest";
import { loadExperimentText } from "../../src/node/config.js";

/** Black pictures: nothing here looks at them. */
const images = (count: number) => ({
  count,
  rows: 28,
  cols: 28,
  pixels: new Uint8Array(count * 28 * 28),
  labels: new Uint8Array(count),
});
const dataset = {
  name: "black",
  classes: 1,
  classNames: ["black"],
  train: images(50),
  test: images(40),
  hash: "black",
};

const TINY = "experiments/smoke/layers-in-test.yaml";
const text = (more: string) => `extends: two-layers-tiny.yaml\n${more}`;
const problems = async (more: string, set: string[] = []) =>
  loadExperimentText(text(more), TINY, { set, dataset }).then(
    () => "",
    (error: Error) => error.message,
  );

test("a network of two layers is taken, each layer with the images and passes that it is given", async () => {
  const { spec } = await loadExperimentText(
    text("train: {images: 30, epochs: 2, layers: [{projections: [local], images: 10}, feedforward]}"),
    TINY,
    { dataset },
  );
  expect(spec).toMatchObject({
    train: {
      layers: [
        { projections: ["local"], images: 10, epochs: 2 },
        { projections: ["feedforward"], images: 30, epochs: 2 },
      ],
    },
  });
});

test("automatic thresholds go by the presentations of the own layer", async () => {
  const thetaPlus = async (layers: string) => {
    const { spec } = await loadExperimentText(
      text(`train: {images: 40, layers: ${layers}}\nhomeostasis: {thetaPlus: auto}`),
      TINY,
      { dataset },
    );
    return (spec as { homeostasis: { thetaPlus: number } }).homeostasis.thetaPlus;
  };
  expect(await thetaPlus("[local, {projections: [feedforward], images: 20}]")).toBeCloseTo(
    2 * (await thetaPlus("[local, feedforward]")),
    12,
  );
});

describe("what cannot be done is refused in words", () => {
  test.each<[string, string, RegExp]>([
    [
      "no such layer",
      "train: {layers: [locl]}",
      /train\.layers\.0: "locl" is not a projection with plastic synapses; accepted: "local", "feedforward".*did you mean "local"/s,
    ],
    ["a layer of fixed weights", "train: {layers: [within]}", /train\.layers\.0: "within" is not/],
    [
      "one of several",
      "train: {layers: [{projections: [local, nothing]}]}",
      /train\.layers\.0\.projections\.1: "nothing"/,
    ],
    [
      "twice",
      "train: {layers: [{projections: [local, local]}]}",
      /train\.layers\.0\.projections\.1: "local" is in this layer twice/,
    ],
    [
      "too many images",
      "train: {layers: [{projections: [local], images: 41}]}",
      /train\.layers\.0\.images: 41 is more than train\.images; accepted: up to 40/,
    ],
    ["no layer", "train: {layers: []}", /train\.layers/],
    ["no image", "train: {images: 0}", /train\.images: 0 leaves a layer without images/],
    [
      "not what is read",
      "plastic: local",
      /plastic: "local" leads from "input" to "fields", which is not read; accepted: "feedforward"/,
    ],
    [
      "thresholds of nobody",
      "homeostasisOf: {field: auto}",
      /homeostasisOf\.field: "field" is not a population of neurons; accepted: "fields"/,
    ],
    [
      "thresholds of a source",
      "homeostasisOf: {input: auto}",
      /homeostasisOf\.input: "input" is not a population of neurons/,
    ],
    [
      "thresholds of the output",
      "homeostasisOf: {output: auto}",
      /homeostasisOf\.output: "output" is read; accepted: homeostasis/,
    ],
    [
      "no way to the output",
      "network: {projections: {feedforward: {from: output}}}",
      /output: no projections lead from "input" to "output"/,
    ],
    ["shared by nobody", "sharing: {locl: places}", /sharing\.locl: "locl" is not a projection/],
    [
      "shared without windows",
      "sharing: {feedforward: places}",
      /"feedforward" is "all-to-all"; accepted: "patch"/,
    ],
    [
      "polarities of one plane",
      "sharing: {local: places-and-polarities}",
      /sharing\.local: "input" has 1 planes; accepted: 2/,
    ],
    [
      "balanced without places",
      "homeostasis: {balance: place}",
      /homeostasis\.balance: "place" needs rows and columns/,
    ],
    [
      "no places",
      "network: {populations: {output: {winner: one-per-place}}}",
      /network\.populations\.output\.winner: "one-per-place" needs rows and columns; accepted: size: \[planes, rows, cols\]/,
    ],
  ])("%s", async (_, more, message) => {
    expect(await problems(more)).toMatch(message);
  });
});

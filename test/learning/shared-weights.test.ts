import { expect, test } from "vitest";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { SharedWeights } from "../../src/learning/shared-weights.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { buildNetwork } from "../../src/network/build.js";
import { rules } from "../../src/network/connect/index.js";

const synapse = traceStdp({
  nuPre: 1e-3,
  nuPost: 0.02,
  tauPre: 20e-3,
  tauPost: 20e-3,
  tauPost2: 40e-3,
  wMax: 1,
  init: { from: 0.1, to: 0.9 },
  readGain: 1,
});

/** Two features at four places, windows of 2 x 2 on two planes of 3 x 3. @param delayMax  s */
function layer(delayMax = 0) {
  const model = neurons["lif-cond"];
  const { projections, populations } = buildNetwork(
    {
      tick: 1e-3,
      populations: [
        { name: "input", size: 18, shape: [2, 3, 3] },
        {
          name: "fields",
          size: 8,
          shape: [2, 2, 2],
          neuron: { model, values: { ...defaults(model.params), dt: 1e-3 }, winner: "all" },
        },
      ],
      projections: [
        {
          name: "local",
          from: "input",
          to: "fields",
          rule: { model: rules.patch, values: { kernel: 2, stride: 1, features: 0 } },
          receptor: "excitatory",
          delay: 0,
          ...(delayMax > 0 ? { delayMax } : {}),
          synapse,
        },
      ],
    },
    Random.of("shared"),
  );
  const crossbar = projections[0]!.crossbar!;
  const whole = crossbar.wiring.split?.of ?? crossbar.wiring;
  const weight = (plane: number, y: number, x: number, feature: number, place: number) => {
    const i = plane * 9 + (Math.floor(place / 2) + y) * 3 + (place % 2) + x;
    const at = whole.find(i, feature * 4 + place);
    return crossbar.state[crossbar.wiring.split?.position[at] ?? at]!;
  };
  return { crossbar, neurons: populations[1]!.neurons!, weight };
}

test.each([0, 5e-3])(
  "shared by places, a window is everywhere the mean of what it was (delays up to %f s)",
  (delay) => {
    const { crossbar, neurons, weight } = layer(delay);
    const before = [0, 1, 2, 3].map((place) => weight(1, 0, 1, 1, place));
    neurons.theta!.set([1, 2, 3, 6, 0, 0, 0, 4]);
    new SharedWeights(crossbar, neurons, 4, "places").apply();
    for (let place = 0; place < 4; place++)
      // Weights are single precision.
      expect(weight(1, 0, 1, 1, place)).toBeCloseTo(before.reduce((a, b) => a + b) / 4, 6);
    expect(weight(1, 0, 1, 0, 0)).not.toBeCloseTo(weight(1, 0, 1, 1, 0), 3);
    expect(Array.from(neurons.theta!)).toEqual([3, 3, 3, 3, 1, 1, 1, 1]);
  },
);

test("shared by polarities too, the second half of the features has ON and OFF exchanged", () => {
  const { crossbar, neurons, weight } = layer();
  new SharedWeights(crossbar, neurons, 4, "places-and-polarities").apply();
  for (let place = 0; place < 4; place++) {
    expect(weight(0, 1, 0, 0, place)).toBe(weight(1, 1, 0, 1, place));
    expect(weight(1, 1, 0, 0, place)).toBe(weight(0, 1, 0, 1, place));
  }
  expect(weight(0, 1, 0, 0, 0)).not.toBeCloseTo(weight(1, 1, 0, 0, 0), 3);
});

test("what is shared already stays", () => {
  const { crossbar, neurons } = layer();
  const shared = new SharedWeights(crossbar, neurons, 4, "places");
  shared.apply();
  const once = crossbar.state.slice();
  shared.apply();
  expect(crossbar.state).toEqual(once);
});

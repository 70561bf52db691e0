/** Two plastic layers on the bars: fields of 4 x 4 pixels at four places, then nine neurons that see all of them. */
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { rules } from "../../src/network/connect/index.js";
import type { PopulationSpec, ProjectionSpec } from "../../src/network/spec.js";
import { SIDE, spec } from "./bars.js";

const model = neurons["lif-cond"];
const plain = { model, values: defaults(model.params), winner: "all" } as const;
export const FIELDS = 12;

/** @param layered  one after the other; all at once where left out */
export function twoLayers(
  change: Partial<ClassifySpec> = {},
  layered = true,
  d2d = 0,
  synapse: Partial<EisSpec> = {},
): ClassifySpec {
  const one = spec({}, d2d, synapse);
  const [forward, inhibition] = one.network.projections as [ProjectionSpec, ProjectionSpec];
  const [, output] = one.network.populations as [PopulationSpec, PopulationSpec];
  const patch = { model: rules.patch, values: { kernel: 4, stride: 2, features: 0 } };
  return {
    ...one,
    network: {
      tick: one.network.tick,
      populations: [
        { name: "input", size: SIDE * SIDE, shape: [SIDE, SIDE] },
        { name: "fields", size: FIELDS, shape: [3, 2, 2], neuron: plain },
        output,
      ],
      projections: [
        { ...forward, name: "local", to: "fields", rule: patch },
        {
          ...inhibition,
          name: "within",
          from: "fields",
          to: "fields",
          rule: { model: rules["same-place"], values: {} },
        },
        { ...forward, from: "fields", delay: 0.5e-3 },
        inhibition,
      ],
    },
    label: { images: 60 },
    test: { split: "test", images: 60 },
    homeostasisOf: { fields: { ...one.homeostasis, targetSpikes: 40 } },
    train: {
      images: 80,
      epochs: 1,
      ...(layered
        ? {
            layers: [
              { projections: ["local"], images: 40, epochs: 2 },
              { projections: ["feedforward"], images: 80, epochs: 1 },
            ],
          }
        : {}),
    },
    ...change,
  };
}

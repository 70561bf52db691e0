/** Every neuron model, by the name a config calls it. Add yours here: one file, one line. */
import type { Family } from "../part.js";
import * as adex from "./adex.js";
import { neuronContract } from "./conformance.js";
import * as izhikevich from "./izhikevich.js";
import * as lif from "./lif.js";
import * as lifAlpha from "./lif-alpha.js";
import * as lifCond from "./lif-cond.js";
import * as lifExp from "./lif-exp.js";
import * as lifMixed from "./lif-mixed.js";
import type { NeuronModel } from "./model.js";

/** Every neuron model by the name that a config calls it. */
export const neurons = {
  lif,
  "lif-alpha": lifAlpha,
  "lif-exp": lifExp,
  "lif-cond": lifCond,
  "lif-mixed": lifMixed,
  adex,
  izhikevich,
} as const satisfies Record<string, NeuronModel>;
export type NeuronName = keyof typeof neurons;

export const neuronFamily: Family<NeuronModel> = {
  name: "neurons",
  noun: "a neuron model",
  table: neurons,
  contract: neuronContract,
};

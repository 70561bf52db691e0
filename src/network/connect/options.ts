/** Numbers that several rules share. */
import type { Param } from "../../core/params.js";

export const autapses = {
  unit: "1",
  flag: true,
  default: 1,
  doc: "whether a neuron may reach itself, where both populations are the same",
  source: "assumed: the default of most simulators",
} as const satisfies Param;

export const multapses = {
  unit: "1",
  flag: true,
  default: 0,
  doc: "whether one neuron may reach another by several synapses: each is then drawn alone",
  source: "assumed: a crossbar has one device for a pair of lines",
} as const satisfies Param;

export const planes = {
  unit: "1",
  whole: true,
  min: 0,
  default: 0,
  doc: "feature maps of the receiving population; 0: as many as it has places for",
  source: "assumed: the receiving population's size says it",
} as const satisfies Param;

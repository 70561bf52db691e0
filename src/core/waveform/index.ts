/** Every named pair of spike voltages, by the name a config calls it. Add yours here: one line. */
import type { Family } from "../part.js";
import { waveformContract } from "./conformance.js";
import {
  designedAntisymmetricNs,
  designedAntisymmetricUs,
  designedDeadzoneNs,
  designedDeadzoneUs,
  designedLtpOnlyNs,
  designedLtpOnlyUs,
  designedSymmetricNs,
  designedSymmetricUs,
} from "./designed-fast-forms.js";
import {
  designedAntisymmetric,
  designedDeadzone,
  designedLtpOnly,
  designedSymmetric,
} from "./designed-forms.js";
import {
  antisymmetric10ms,
  antisymmetric100ns,
  antisymmetric100us,
  antisymmetricDeadzone,
  boxOverRamp,
  boxOverRampNs,
  boxOverRampUs,
  heterogeneousB,
  ltpOnly,
  type SpikeForm,
  symmetric,
} from "./forms.js";

export type { SpikeForm } from "./forms.js";
export type { Waveform } from "./model.js";
export {
  chop,
  lead,
  lowerAmplitude,
  lowerPolarity,
  scale,
  shift,
  valueAt,
  waveform,
  zero,
} from "./piecewise-linear.js";

/** Every named pair of spike voltages by the name that a config calls it. */
export const forms = {
  "box-over-ramp": boxOverRamp,
  "box-over-ramp-us": boxOverRampUs,
  "box-over-ramp-ns": boxOverRampNs,
  antisymmetric: antisymmetric10ms,
  "ltp-only": ltpOnly,
  symmetric,
  "antisymmetric-deadzone": antisymmetricDeadzone,
  "heterogeneous-b": heterogeneousB,
  "antisymmetric-100us": antisymmetric100us,
  "antisymmetric-100ns": antisymmetric100ns,
  "designed-antisymmetric": designedAntisymmetric,
  "designed-antisymmetric-us": designedAntisymmetricUs,
  "designed-antisymmetric-ns": designedAntisymmetricNs,
  "designed-ltp-only": designedLtpOnly,
  "designed-ltp-only-us": designedLtpOnlyUs,
  "designed-ltp-only-ns": designedLtpOnlyNs,
  "designed-symmetric": designedSymmetric,
  "designed-symmetric-us": designedSymmetricUs,
  "designed-symmetric-ns": designedSymmetricNs,
  "designed-antisymmetric-deadzone": designedDeadzone,
  "designed-antisymmetric-deadzone-us": designedDeadzoneUs,
  "designed-antisymmetric-deadzone-ns": designedDeadzoneNs,
} as const satisfies Record<string, SpikeForm>;
/** Name of a pair of spike voltages. */
export type FormName = keyof typeof forms;

export const waveformFamily: Family<SpikeForm> = {
  name: "waveforms",
  noun: "a pair of spike voltages",
  table: forms,
  contract: waveformContract,
};

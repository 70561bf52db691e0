/** Every device preset, by the name a config calls it. Add yours here: one file, one line. */
import type { Family } from "../part.js";
import { deviceContract } from "./conformance.js";
import * as eisYsz7 from "./eis-ysz7.js";
import * as eisYsz14 from "./eis-ysz14.js";
import * as fefet from "./fefet.js";
import * as ftj from "./ftj.js";
import * as ideal from "./ideal.js";
import type { DevicePreset } from "./model.js";
import * as pcm from "./pcm.js";
import * as rram from "./rram.js";

export { deviceProblems } from "./conformance.js";
export { type FactorTable, type FactorTables, factorTable } from "./factor-table.js";
export { withAspect, withExponents, withRate } from "./geometry.js";
export { type Bounds, type Device, type DevicePreset, exponents, isLinear, labelOf } from "./model.js";
export { depress, potentiate, stateFactor, withBounds } from "./state.js";

/** Every device preset by the name that a config calls it. */
export const devices = {
  "eis-ysz14": eisYsz14,
  "eis-ysz7": eisYsz7,
  rram,
  pcm,
  ftj,
  fefet,
  ideal,
} as const satisfies Record<string, DevicePreset>;
/** Name of a device preset. */
export type DeviceName = keyof typeof devices;

export const deviceFamily: Family<DevicePreset> = {
  name: "devices",
  noun: "a device",
  table: devices,
  describe: ({ doc, params, rateSource }) => ({ doc, params, source: rateSource }),
  contract: deviceContract,
};

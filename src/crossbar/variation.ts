/** How the synapses of one crossbar differ from each other, and its events among themselves. */
import type { PairTables } from "../core/stdp/pair-tables.js";
import type { DeviceGains, EventNoise } from "./gains.js";
import type { OwnBounds } from "./kernels/reference.js";
import type { PostAmplitudes } from "./nonideal/driver-amplitude.js";

/** Arrays are laid out as the state; what is absent is the same everywhere. */
export interface Variation {
  readonly gains: DeviceGains | undefined;
  readonly range: OwnBounds | undefined;
  readonly noise: EventNoise;
  readonly amplitudes: PostAmplitudes | undefined;
}

/** Pair tables for every level of the post waveform's amplitude; the first for waveforms as they should be. */
export type LevelTables = readonly [PairTables, ...PairTables[]];

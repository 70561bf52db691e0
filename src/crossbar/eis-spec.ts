/** What a crossbar of electrochemical ionic synapses is made of. */
import type { Device } from "../core/device/model.js";
import type { DeviceSpread } from "../core/device/variability.js";
import type { Waveform } from "../core/waveform/model.js";
import type { Initial } from "./initial.js";
import type { LonePre } from "./lone-pre.js";
import type { Modulation } from "./modulation.js";
import type { NonIdeal } from "./nonideal/index.js";
import type { TileSize } from "./tiles.js";

/** A projection of electrochemical synapses: device, voltages, how they are read, how they start and vary. */
export interface EisSpec {
  /** The device at every crosspoint. */
  readonly device: Device;
  /** Voltage that a pre spike puts on its row. */
  readonly pre: Waveform;
  /** Voltage that a post spike puts on its column. */
  readonly post: Waveform;
  /** Factor of the pre voltage at the gate. */
  readonly alphaPre: number;
  /** Factor of the post voltage at the gate. */
  readonly alphaPost: number;
  /**
   * Alphas that move during the run, ordered form only. What needs one number (gain schedule, energy, plots) then takes
   * `alphaPre` and `alphaPost`.
   */
  readonly modulation?: Modulation;
  /** "lumped" is fast (single precision), "ordered" the exact definition (double precision). */
  readonly form: "lumped" | "ordered";
  /** What a spike does while its neuron's waveform runs: start it anew, or nothing. */
  readonly overlap: "restart" | "hold";
  /** Synaptic weight per conductance, 1/S. */
  readonly readGain: number;
  /** Initial conductance: fractions of Gmax - Gmin above Gmin, of each synapse's own. */
  readonly init: Initial;
  /** Relative standard deviations, normally the device's own; 0 = none. */
  readonly d2d: DeviceSpread;
  /** Relative standard deviation of each change of the conductance, cycle to cycle; 0 = none. */
  readonly c2c: number;
  /** Standard deviation of each read by a spike, S; none where left out. */
  readonly readNoise?: number;
  /** Whether one d2d is drawn apart for potentiation and depression; a number for each always is. */
  readonly independentPolarity: boolean;
  /** Departures from the ideal crossbar; none where left out. */
  readonly nonIdeal?: NonIdeal;
  /** Crosspoints of the physical tiles; one array of all rows and columns where left out. */
  readonly tiles?: TileSize;
  /** Off: V_pre alone moves nothing, a what-if that no circuit here gives; lumped form only. Default: on. */
  readonly lonePre?: LonePre;
}

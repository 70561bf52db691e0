/** What a kernel that runs whole presentations is given of a crossbar of devices. */
import type { CutWaveforms } from "./cut-waveforms.js";
import type { Drive } from "./drive.js";
import type { EisSpec } from "./eis-spec.js";
import type { FusedForm, SynapseForm } from "./forms/model.js";
import type { FusedSynapses } from "./model.js";
import type { StartJitter } from "./nonideal/driver-timing.js";
import type { Variation } from "./variation.js";

/** Parts of a crossbar, which stay what they are. */
export interface FusedParts {
  readonly spec: EisSpec;
  readonly drive: Drive;
  readonly form: SynapseForm;
  readonly variation: Variation;
  readonly jitter: StartJitter | undefined;
  readonly cut: CutWaveforms;
  /** Copy the state into `to`, which is the state from now on. */
  moveState(to: Float32Array): void;
  /** Number the post events of a presentation that the kernel has run. @returns  the number of the first */
  numberEvents(count: number): number;
}

/** Or in words why there is no such kernel. */
export function fusedSynapses(parts: FusedParts): FusedSynapses | string {
  const form = parts.form.fused();
  if (typeof form === "string") return form;
  if (parts.spec.readNoise) return "noise of every read has no other kernel";
  if (parts.spec.overlap === "hold") return 'overlap "hold" has no other kernel';
  if (parts.drive.tables[0].preLead > 0)
    return "waveforms that begin before their spike have no other kernel";
  return joined(parts, form);
}

function joined({ spec, drive, variation, jitter, ...own }: FusedParts, form: FusedForm): FusedSynapses {
  const { noise, range, amplitudes } = variation;
  const { gains, follower } = form;
  const { postLead } = drive.tables[0];
  return {
    device: spec.device,
    gains,
    own: range,
    jitter,
    noise,
    ...(amplitudes ? { levelOf: amplitudes.levelOf.bind(amplitudes) } : {}),
    disturb: own.form.disturb,
    get tables() {
      return drive.tables;
    },
    get factor() {
      return drive.factor;
    },
    get version() {
      return drive.version;
    },
    moveState: own.moveState,
    skip: (tick) => follower?.skip(tick),
    followedRows: follower?.rows ?? [],
    countPre(all, cut) {
      own.cut.countPre(all, cut);
    },
    follow(presentation) {
      own.cut.follow(presentation, postLead, jitter);
      const first = own.numberEvents(presentation.output.length / 2);
      follower?.follow(presentation, first, postLead, jitter);
    },
  };
}

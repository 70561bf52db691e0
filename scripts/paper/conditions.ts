/**
 * The paper's figures under another device than the one they were made for: does a statement that holds with our
 * assumptions still hold without one of them? Amplitudes are solved anew each time, as `spikion stdp --compensate`
 * does: a lone spike leaves nothing again and the highest voltage at the gate is what it was.
 */
import { type Device, devices } from "../../src/core/device/index.js";
import { spikesOfTable1 } from "../../src/core/energy/table-1.js";
import { rates } from "../../src/core/rate/index.js";
import type { RateLaw } from "../../src/core/rate/model.js";
import { compensate } from "../../src/core/stdp/compensate.js";
import type { Waveform } from "../../src/core/waveform/model.js";
import type { FigureSpec } from "../../src/experiment/kinds/figure/spec.js";

export interface Condition {
  /** Head of its column. */
  readonly name: string;
  readonly doc: string;
  law(device: Device): RateLaw;
}

/** V_oc that the first condition has, V: within the paper's −0.3 to 0 V. */
const V_OC = -0.1;
/** Extraction relative to insertion that the second has. */
const EXTRACTION = 0.7;

export const conditions: readonly Condition[] = [
  {
    name: "V_oc = −0.1 V",
    doc: "rates as they are, relative to an open-circuit voltage of −0.1 V (`--set params.vOc=-0.1V`)",
    law: ({ rate }) => ({
      vOc: rate.vOc + V_OC,
      ...(rate.given ? { given: { from: rate.given.from + V_OC, to: rate.given.to + V_OC } } : {}),
      rate: (v) => rate.rate(v - V_OC),
      antiderivative: (v) => rate.antiderivative(v - V_OC),
    }),
  },
  {
    name: "extraction × 0.7",
    doc: "every rate below V_oc 0.7 times as large (a table of rates of one's own: `--rates`, `device.rate`)",
    law: ({ rate }) => {
      const slower = (v: number) => (v < rate.vOc ? EXTRACTION : 1);
      return {
        ...rate,
        rate: (v) => slower(v) * rate.rate(v),
        antiderivative: (v) => slower(v) * rate.antiderivative(v),
      };
    },
  },
  {
    name: "physics law",
    doc: "hopping-butler-volmer at the device's thickness in place of the table (`--rates hopping-butler-volmer`)",
    law: ({ rate, electrolyte }) =>
      rates["hopping-butler-volmer"].create(
        electrolyte === undefined ? {} : { thickness: electrolyte },
        rate.vOc,
      ),
  },
];

/** The same figure with another rate law and its amplitudes solved for it. @throws RangeError where there are none */
export function under({ law }: Condition, spec: FigureSpec): FigureSpec {
  const changed = (device: Device): Device =>
    device.electrolyte === undefined ? device : { ...device, rate: law(device), rateSource: "a condition" };
  switch (spec.figure) {
    case "pulses":
    case "montecarlo":
      return { ...spec, device: changed(spec.device) };
    case "windows": {
      const device = changed(spec.device);
      const curves = spec.curves.map((curve) => ({ ...curve, ...solved(device, curve) }));
      return { ...spec, device, curves, compensated: true };
    }
    case "cycling": {
      const device = changed(spec.device);
      return { ...spec, device, ...solved(device, spec) };
    }
    case "variability":
      return {
        ...spec,
        points: spec.points.map((point) => {
          const device = changed(point.device);
          return { ...point, device, ...solved(device, point) };
        }),
      };
    case "energy": {
      const own = spikesOfTable1();
      const rate = law(devices["eis-ysz7"].create({}));
      return { ...spec, spikes: { ...own, rate, ...solved({ rate }, own) } };
    }
  }
}

interface Spikes {
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly alphaPre?: number;
  readonly alphaPost?: number;
}

function solved({ rate }: Pick<Device, "rate">, spikes: Spikes): Pick<Spikes, "pre" | "post"> {
  const { pre, post, alphaPre = 1, alphaPost = 1 } = spikes;
  const found = compensate({ rate, pre, post, alphaPre, alphaPost });
  return { pre: found.pre.waveform, post: found.post.waveform };
}

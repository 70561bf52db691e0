/** What the gates of a figure's devices reach: what is drawn and measured there must follow from rates that are given. */
import type { RateLaw } from "../../../core/rate/model.js";
import type { DynamicLevel } from "../../../core/stdp/dynamic.js";
import { gateVoltage } from "../../../core/stdp/gate.js";
import { add, beyondRates, type GateReach, gateReach, reachOf } from "../../../core/stdp/gate-reach.js";
import { windowReach } from "./drawings/windows-curve.js";
import type { CyclingSpec, FigureSpec, MonteCarloSpec } from "./spec.js";

/** One device under one set of voltages. */
export interface FigureGate {
  /** Where the config gives them. */
  readonly path: string;
  /** What they are called, where there are several. */
  readonly name?: string;
  readonly rate: RateLaw;
  readonly reach: GateReach;
}

export function figureGates(spec: FigureSpec): FigureGate[] {
  switch (spec.figure) {
    case "pulses":
      return [
        {
          path: "voltages",
          rate: spec.device.rate,
          reach: atLevel(reachOf(spec.voltages), spec.level),
        },
      ];
    case "windows":
      return spec.curves.map((curve, k) => ({
        path: `curves.${k}`,
        ...(spec.curves.length > 1 ? { name: curve.name } : {}),
        rate: spec.device.rate,
        reach: atLevel(windowReach(curve), spec.level),
      }));
    case "cycling":
      return [{ path: "waveforms", rate: spec.device.rate, reach: trainReach(spec) }];
    case "variability":
      return spec.points.map(({ name, device, pre, post }, k) => ({
        path: `points.${k}.waveforms`,
        ...(spec.points.length > 1 ? { name } : {}),
        rate: device.rate,
        reach: gateReach({ pre, post }),
      }));
    case "montecarlo":
      return [
        {
          path: spec.measure === "pulses" ? "pulses" : "waveforms",
          rate: spec.device.rate,
          reach: populationReach(spec),
        },
      ];
    // Its device and voltages are its own.
    case "energy":
      return [];
  }
}

/** A sentence for every use beyond the rates that are given. */
export function figureExtrapolations(spec: FigureSpec): string[] {
  return figureGates(spec).flatMap(({ name, rate, reach }) => {
    const text = beyondRates(rate, reach);
    return text === undefined ? [] : [name === undefined ? text : `${name}: ${text}`];
  });
}

/** The dynamic level follows a voltage from g0 to gInf times it, both drawn beside the voltage itself. */
function atLevel({ low, high }: GateReach, level: DynamicLevel | undefined): GateReach {
  const most = level ? Math.max(1, level.g0, level.gInf) : 1;
  return { low: most * low, high: most * high };
}

/** Of pairs at two distances, which do not meet each other. */
function trainReach({
  pre,
  post,
  deltaUp,
  deltaDown,
}: Pick<CyclingSpec, "pre" | "post" | "deltaUp" | "deltaDown">) {
  return reachOf([deltaUp, deltaDown].flatMap((dt) => [...gateVoltage(pre, 0, post, dt, 1, 1).v]));
}

/** Standard deviations of V_oc that count: as of the drivers, one device in 16,000 is farther off. */
const FARTHEST = 4;

function populationReach(spec: MonteCarloSpec): GateReach {
  const { measure, pre, post, deltaT, pulses, spread } = spec;
  const reach =
    measure === "pulses"
      ? reachOf([pulses.up, pulses.down])
      : measure === "cycle"
        ? trainReach(spec)
        : reachOf([...deltaT].flatMap((dt) => [...gateVoltage(pre, 0, post, dt, 1, 1).v]));
  // A device with a higher V_oc is one under a lower voltage.
  return add(reach, { low: -FARTHEST * spread.vOc, high: FARTHEST * spread.vOc });
}

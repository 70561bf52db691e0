/**
 * Synaptic devices side by side: variability, energy and speed of the paper's comparison. Each number carries
 * whether the paper states it or it is assumed; tables and plots must keep that mark.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.6, fig. 7d and Table 1 ("the paper")
 */
import type { Unit } from "../params.js";

/** A number, or a range where low < high. */
export interface Figure {
  readonly low: number;
  readonly high: number;
  readonly unit: Unit;
  /** below: the number is an upper bound. */
  readonly relation: "about" | "below";
  readonly mark: "paper" | "assumed";
  /** Where it is stated, or why it is assumed. */
  readonly source: string;
}

/** A synaptic technology as the paper's comparison has it: every number with its mark. */
export interface Technology {
  /** What it is, in one line. */
  readonly doc: string;
  /** Relative standard deviation of a change between devices. */
  readonly d2d: Figure;
  /** Relative standard deviation of a change from event to event. */
  readonly c2c: Figure;
  /** Per spiking event, J. */
  readonly energy: Figure;
  /** Time of one programming event, s. */
  readonly programming: Figure;
  /** Range of conductance, S. */
  readonly conductance: Figure;
  /** Conductance at which d2d was stated, S; absent where it was not. */
  readonly d2dAt?: Figure;
  /** Exponent nu of a drift G ~ t^-nu; absent where none is expected. */
  readonly drift?: Figure;
}

type Span = number | readonly [low: number, high: number];

function figure(mark: Figure["mark"], relation: Figure["relation"], value: Span, unit: Unit, source: string) {
  const [low, high] = typeof value === "number" ? [value, value] : value;
  return { low, high, unit, relation, mark, source } as const satisfies Figure;
}
const paper = (value: Span, unit: Unit, source: string) =>
  figure("paper", "about", value, unit, `Huang 2025, ${source}`);
const assumed = (value: Span, unit: Unit, source = "plausible for the technology; not in the paper") =>
  figure("assumed", "about", value, unit, `assumed: ${source}`);

export const technologies = {
  EIS: {
    doc: "electrochemical ionic synapse, WO3 / YSZ / PdHx",
    d2d: paper(0.06, "1", "sec. 2.6, Table 1"),
    d2dAt: paper([10e-9, 100e-9], "S", "sec. 2.6, Table 1"),
    c2c: figure(
      "paper",
      "below",
      0.05,
      "1",
      "Huang 2025, sec. 2.6, fig. 7d: mean |dG - smooth fit| below 5 %, taken as the standard deviation",
    ),
    energy: paper([27e-15, 54e-15], "J", "sec. 2.6: full circuit, fig. 7c"),
    programming: paper(160e-9, "s", "Table 1"),
    conductance: assumed([10e-9, 1000e-9], "S", "the paper says nS range, 10-100 nS and about 1000 nS"),
  },
  RRAM: {
    doc: "resistive memory, filamentary",
    d2d: paper(0.8, "1", "Table 1"),
    d2dAt: paper(10e-6, "S", "Table 1"),
    c2c: assumed(0.3, "1"),
    energy: paper(7e-12, "J", "sec. 2.6, Table 1"),
    programming: paper(1e-6, "s", "Table 1"),
    conductance: assumed([1e-6, 100e-6], "S"),
  },
  PCM: {
    doc: "phase-change memory",
    d2d: assumed(0.25, "1"),
    c2c: assumed(0.2, "1"),
    energy: paper(150e-12, "J", "sec. 2.6, Table 1"),
    programming: assumed(100e-9, "s"),
    conductance: assumed([0.1e-6, 25e-6], "S"),
    drift: assumed(0.05, "1"),
  },
  FTJ: {
    doc: "ferroelectric tunnel junction",
    d2d: assumed(0.3, "1"),
    c2c: assumed(0.15, "1"),
    energy: paper(2e-12, "J", "sec. 2.6, Table 1"),
    programming: paper(100e-9, "s", "Table 1"),
    conductance: assumed([10e-9, 1000e-9], "S"),
  },
  FeFET: {
    doc: "ferroelectric field-effect transistor",
    d2d: paper(0.4, "1", "Table 1"),
    d2dAt: paper(2e-6, "S", "Table 1"),
    c2c: assumed(0.12, "1"),
    energy: paper(0.9e-9, "J", "sec. 2.6, Table 1"),
    programming: assumed(1e-6, "s"),
    conductance: assumed([0.1e-6, 10e-6], "S"),
  },
} as const satisfies Record<string, Technology>;
export type TechnologyName = keyof typeof technologies;

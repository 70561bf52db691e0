/** Conductance over trains of pairs: through the crossbar's events, through a network, and as net changes. */
import { type CyclingSummary, cycleNetChange, summariseCycles } from "../../core/stdp/cycling.js";
import { stdpWindow } from "../../core/stdp/window.js";
import { cycleCrossbar } from "../../crossbar/cycling.js";
import { cycleNetwork } from "../cycling.js";
import type { Drawing, FigureNumber } from "./drawing.js";
import type { Panel } from "./panel.js";
import type { CyclingSpec } from "./spec.js";

export function drawCycling(spec: CyclingSpec): Drawing {
  const { device, pre, post, deltaUp, deltaDown, factor, schedule } = spec;
  const crossbar = cycleCrossbar(spec);
  const network = cycleNetwork(spec);
  const [up, down] = stdpWindow({
    rate: device.rate,
    pre,
    post,
    deltaT: Float64Array.of(deltaUp, deltaDown),
  });
  const net = cycleNetChange(device, factor * up!, -factor * down!, schedule);
  const events = summariseCycles(crossbar, schedule);
  return {
    panels: [
      course(crossbar, net, factor),
      firstCycle(crossbar, net, factor, schedule.pairsUp + schedule.pairsDown),
    ],
    numbers: [
      ...summaryNumbers("", events, "by spikes and whole waveforms, without the common factor"),
      ...summaryNumbers("net.", summariseCycles(net, schedule), `net changes x ${factor} of each pair`),
      {
        name: "networkDifference",
        value: Math.max(...crossbar.map((g, k) => Math.abs(g - network[k]!))) / (device.gMax - device.gMin),
        unit: "1",
        doc: "largest difference between crossbar and network, over the range of G",
      },
      { name: "cycles", value: schedule.cycles, unit: "1", doc: "cycles" },
      {
        name: "monotone",
        value: monotone(crossbar, schedule) ? 1 : 0,
        unit: "1",
        doc: "1: every pair with delta_t > 0 raises G, every one with delta_t < 0 lowers it",
      },
    ],
    notes: [
      `${schedule.pairsUp} pairs up and ${schedule.pairsDown} down per cycle and the range of G (50 to 4000 nS, linear soft bounds) are assumed: the paper gives neither.`,
    ],
  };
}

function course(events: Float64Array, net: Float64Array, factor: number): Panel {
  return {
    id: "course",
    title: "Conductance over trains of pairs",
    x: { label: "pair number", unit: "1" },
    y: { label: "G", unit: "S" },
    series: [
      { name: "by events", x: numbers(events), y: events, mark: "line", colour: 0 },
      { name: `net changes × ${factor}`, x: numbers(net), y: net, mark: "dashed", colour: 6 },
    ],
    columns: 6,
  };
}

function firstCycle(events: Float64Array, net: Float64Array, factor: number, pairs: number): Panel {
  const part = (g: Float64Array) => g.subarray(pairs, 2 * pairs + 1);
  const x = Float64Array.from({ length: pairs + 1 }, (_, k) => k);
  return {
    id: "cycle",
    title: "Second cycle",
    x: { label: "pair number within the cycle", unit: "1" },
    y: { label: "G", unit: "S" },
    series: [
      { name: "by events", x, y: part(events), mark: "line", colour: 0 },
      { name: `net changes × ${factor}`, x, y: part(net), mark: "dashed", colour: 6 },
    ],
    columns: 6,
  };
}

function numbers(course: Float64Array): Float64Array {
  return course.map((_, k) => k);
}

function monotone(g: Float64Array, { pairsUp, pairsDown }: CyclingSpec["schedule"]): boolean {
  const perCycle = pairsUp + pairsDown;
  return g.every((now, k) => k === 0 || ((k - 1) % perCycle < pairsUp ? now > g[k - 1]! : now < g[k - 1]!));
}

function summaryNumbers(prefix: string, s: CyclingSummary, how: string): FigureNumber[] {
  return [
    {
      name: `${prefix}ratio`,
      value: s.ratio,
      unit: "1",
      doc: `smallest maximum over largest minimum, ${how}`,
    },
    { name: `${prefix}high`, value: s.highs.at(-1)!, unit: "S", doc: `maximum of the last cycle, ${how}` },
    { name: `${prefix}low`, value: s.lows.at(-1)!, unit: "S", doc: `minimum of the last cycle, ${how}` },
    {
      name: `${prefix}spread`,
      value: Math.max(s.spreadHigh, s.spreadLow),
      unit: "1",
      doc: `spread of maxima or minima over cycles 2 and on, relative, ${how}`,
    },
  ];
}

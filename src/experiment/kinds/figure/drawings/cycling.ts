/** Conductance over trains of pairs: through the crossbar's events, through a network, and as net changes. */
import { isLinear, withRate } from "../../../../core/device/index.js";
import { scaledRate } from "../../../../core/rate/scaled.js";
import {
  type CyclingSummary,
  cycleNetChange,
  least,
  most,
  params,
  summariseCycles,
} from "../../../../core/stdp/cycling.js";
import { stdpWindow } from "../../../../core/stdp/window.js";
import { cycleNetwork } from "../../../cycling.js";
import { assumedNumbers } from "../../../device-source.js";
import type { Panel, Series } from "../../../panel.js";
import { cycleCrossbar } from "../../../protocols/cycling.js";
import type { CyclingSpec } from "../spec.js";
import type { Drawing, FigureNumber } from "./drawing.js";
import { ratio } from "./ratio.js";

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
  // The common factor on every change is one on the rate.
  const slower = withRate(device, scaledRate(device.rate, factor), "scaled");
  const scaled = cycleCrossbar({ ...spec, device: slower });
  return {
    panels: [
      course(crossbar, scaled, net, factor, thinning(schedule)),
      secondCycle(crossbar, scaled, net, factor, schedule.pairsUp + schedule.pairsDown),
    ],
    numbers: [
      ...summaryNumbers("", events, "by spikes and whole waveforms, without the common factor"),
      ...summaryNumbers(
        "scaled.",
        summariseCycles(scaled, schedule),
        `by spikes and whole waveforms, every change x ${factor}`,
      ),
      ...summaryNumbers("net.", summariseCycles(net, schedule), `net changes x ${factor} of each pair`),
      {
        name: "networkDifference",
        value:
          crossbar.reduce((most, g, k) => Math.max(most, Math.abs(g - network[k]!)), 0) /
          (device.gMax - device.gMin),
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
    notes: notes(spec),
  };
}

/** What of the train and of the range nobody gave. */
function notes({ device, schedule }: CyclingSpec): string[] {
  const train =
    schedule.pairsUp === params.pairsUp.default && schedule.pairsDown === params.pairsDown.default
      ? `${schedule.pairsUp} pairs up and ${schedule.pairsDown} down per cycle`
      : undefined;
  const named = assumedNumbers(device);
  const range =
    named.includes("gMin") && named.includes("gMax")
      ? `the range of G (${nanosiemens(device)}, ${isLinear({ ...device, bounds: "soft" }) ? "linear " : ""}${device.bounds} bounds)`
      : undefined;
  if (train && range) return [`${train} and ${range} are assumed: the paper gives neither.`];
  if (train) return [`${train} are assumed: the paper does not give them.`];
  if (range) return [`T${range.slice(1)} is assumed: the paper does not give it.`];
  return [];
}

/** "50 to 4000 nS" */
function nanosiemens({ gMin, gMax }: CyclingSpec["device"]): string {
  const nS = (g: number) => String(Number((g / 1e-9).toPrecision(12)));
  return `${nS(gMin)} to ${nS(gMax)} nS`;
}

/** @param step  one pair in `step` is drawn */
function course(
  events: Float64Array,
  scaled: Float64Array,
  net: Float64Array,
  factor: number,
  step: number,
): Panel {
  return {
    id: "course",
    title: "Conductance over trains of pairs",
    x: { label: "pair number", unit: "1" },
    y: { label: "G", unit: "S" },
    series: lines(events, scaled, net, factor, step),
    columns: 6,
  };
}

function secondCycle(
  events: Float64Array,
  scaled: Float64Array,
  net: Float64Array,
  factor: number,
  pairs: number,
): Panel {
  const part = (g: Float64Array) => g.slice(pairs, 2 * pairs + 1);
  return {
    id: "cycle",
    title: "Second cycle",
    x: { label: "pair number within the cycle", unit: "1" },
    y: { label: "G", unit: "S" },
    series: lines(part(events), part(scaled), part(net), factor, 1),
    columns: 6,
  };
}

function lines(
  events: Float64Array,
  scaled: Float64Array,
  net: Float64Array,
  factor: number,
  step: number,
): Series[] {
  const line = (name: string, g: Float64Array, mark: "line" | "dashed", colour: number): Series => ({
    name,
    x: g.map((_, k) => k).filter((k) => k % step === 0),
    y: g.filter((_, k) => k % step === 0),
    mark,
    colour,
  });
  return [
    line("by events", events, "line", 0),
    ...(factor === 1 ? [] : [line(`by events × ${factor}`, scaled, "line", 1)]),
    line(`net changes × ${factor}`, net, "dashed", 6),
  ];
}

/** Points that a long course is thinned to, about. */
const ENOUGH = 600;

/** The largest step that still meets every turn of the course. */
function thinning({ pairsUp, pairsDown, cycles }: CyclingSpec["schedule"]): number {
  const most = (cycles * (pairsUp + pairsDown)) / ENOUGH;
  for (let step = Math.floor(most); step > 1; step--)
    if (pairsUp % step === 0 && pairsDown % step === 0) return step;
  return 1;
}

function monotone(g: Float64Array, { pairsUp, pairsDown }: CyclingSpec["schedule"]): boolean {
  const perCycle = pairsUp + pairsDown;
  return g.every((now, k) => k === 0 || ((k - 1) % perCycle < pairsUp ? now > g[k - 1]! : now < g[k - 1]!));
}

function summaryNumbers(prefix: string, s: CyclingSummary, how: string): FigureNumber[] {
  return [
    ratio(
      { name: `${prefix}ratio`, doc: `smallest maximum over largest minimum, ${how}` },
      least(s.highs),
      most(s.lows),
      "the largest minimum is 0 S",
    ),
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

/** The documents of figures of device physics. */
import * as z from "zod";
import { technologies } from "../../core/device/technologies.js";
import { params as circuitParams } from "../../core/energy/circuit.js";
import type { Unit } from "../../core/params.js";
import { params as trainParams } from "../../core/stdp/cycling.js";
import { params as levelParams } from "../../core/stdp/dynamic.js";
import type { Parts } from "../parts.js";
import { deviceShape } from "./device.js";
import { came, flag, quantity, tableFields, text, whole, words } from "./fields.js";
import { tfjsSchema } from "./kernel.js";
import { below, EDITOR, oneOf, type Shape, type Variant } from "./one-of.js";
import { deviceSpread, spread, waveforms } from "./synapse.js";

/** @param labels  what every experiment has */
export function figureSchema(parts: Parts, raw: unknown, labels: Shape) {
  const common: Shape = {
    kind: z.literal("figure"),
    ...labels,
    title: text("title of the figure").default("Figure"),
    checks: z.array(check()).max(100).default([]),
  };
  const variant = (name: string, doc: string, shape: Shape): Variant => ({
    name,
    doc,
    shape: { ...common, ...shape },
  });
  return oneOf(
    "figure",
    "a figure",
    [
      variant("pulses", "change by single pulses, and rate laws", pulses(parts, raw)),
      variant("windows", "STDP curves", windows(parts, raw)),
      variant("cycling", "conductance over trains of pairs", cycling(parts, raw)),
      variant("variability", "scatter on devices that vary", variability(parts, raw)),
      variant("montecarlo", "populations of devices that vary, in tensors", montecarlo(parts, raw)),
      variant("energy", "energy of spikes, technologies compared", energy()),
    ],
    raw,
  );
}

/** A statement of the paper that one number of the figure decides. */
function check() {
  const bound = (which: string) =>
    z
      .union([z.number(), z.string()], {
        error: (issue) => came(issue, 'a number, or a quantity such as "10 nS"'),
      })
      .optional()
      .meta({ description: `${which} value with which the statement is reproduced, in the number's unit` });
  return z.strictObject({
    fact: z
      .string()
      .regex(/^F-\d{2}$/, { error: (issue) => came(issue, 'the id of a statement such as "F-18"') })
      .meta({ description: "id of the statement" }),
    number: text("name of the number: spikion run lists all of a figure"),
    from: bound("smallest"),
    to: bound("largest"),
    paper: text("what the paper says"),
    how: text("how the number comes about"),
  });
}

function spaced(unit: Unit, doc: string, from: string, to: string, count: number, open = false) {
  const bounds = open ? { min: 0, open: true } : {};
  return z
    .strictObject({
      from: quantity(unit, bounds, `first ${doc}`).default(from),
      to: quantity(unit, bounds, `last ${doc}`).default(to),
      count: whole(2, `values of ${doc}, ends included`).max(100_001).default(count),
    })
    .prefault({});
}

const deltaT = (from: string, to: string, count: number) => spaced("s", "delta_t", from, to, count);
const list = (unit: Unit, doc: string, fallback: readonly string[], open = false) =>
  z
    .array(quantity(unit, open ? { min: 0, open: true } : {}))
    .max(50)
    .default([...fallback])
    .meta({ description: doc });

function level() {
  return z.strictObject(tableFields(levelParams));
}

function pulses(parts: Parts, raw: unknown): Shape {
  return {
    ...deviceShape(parts, raw),
    voltages: list("V", "gate voltages of the pulses", ["-6 V", "-4 V", "-2 V", "2 V", "4 V", "6 V"]),
    lengths: spaced("s", "pulse length, spaced by factors", "1 ms", "1 s", 7, true),
    level: level().prefault({}).meta({ description: "dynamic level, drawn beside the quasi-static one" }),
    temperatures: list(
      "K",
      "temperatures of the physics law",
      ["283.15 K", "293.15 K", "303.15 K", "323.15 K"],
      true,
    ),
    thicknesses: list("m", "electrolytes of the physics law", ["7 nm", "10 nm", "14 nm"], true),
  };
}

function windows(parts: Parts, raw: unknown): Shape {
  const curves = below(raw, "curves");
  const each = Array.isArray(curves) && curves.length > 0 ? curves.map((c) => curve(parts, c)) : undefined;
  return {
    ...deviceShape(parts, raw),
    deltaT: deltaT("-160 ms", "160 ms", 161),
    compensate: flag(
      "solve the amplitudes anew for this device, so that a lone spike leaves nothing",
    ).default(false),
    curves: each
      ? z.tuple([each[0]!, ...each.slice(1)])
      : z
          .array(curve(parts, raw === EDITOR ? EDITOR : {}))
          .min(1)
          .max(12),
    layout: words(["together", "apart"], "all curves in one panel, or a panel each").default("together"),
    gateAt: list("s", "delta_t at which the gate voltage is drawn", []),
    changeAt: list("s", "delta_t at which the change is among the numbers", []),
    level: z
      .union([z.literal("none"), level()], { error: (issue) => came(issue, "none, or {g0, gInf, tau}") })
      .default("none")
      .meta({ description: "dynamic level whose factor at the peak is among the numbers" }),
    tick: noneOrTick(),
  };
}

function noneOrTick() {
  const error = (issue: { input?: unknown }) => came(issue, 'none, or a time such as "0.5 ms"');
  return z
    .union([z.literal("none", { error }), quantity("s", { min: 0, open: true })], { error })
    .default("none")
    .meta({ description: "tick of the event-driven curve that is compared with Eq. (1)" });
}

function curve(parts: Parts, raw: unknown) {
  const third = z.strictObject({
    voltage: quantity("V", {}, "height at the gate"),
    before: quantity("s", { min: 0 }, "full height from this long before the first spike").default("20 ms"),
    after: quantity("s", { min: 0 }, "until this long after the second spike").default("170 ms"),
    edge: quantity("s", { min: 0, open: true }, "length of either edge").default("10 ms"),
  });
  return z.strictObject({
    name: text("name in the legend").default("curve"),
    waveforms: waveforms(parts, below(raw, "waveforms")),
    alphaPre: quantity("1", {}, "factor of V_pre at the gate").default(1),
    alphaPost: quantity("1", {}, "factor of V_post at the gate").default(1),
    factor: formOr(),
    third: third.optional(),
  });
}

/** The common factor: that of the named form, or a number. */
function formOr() {
  const error = (issue: { input?: unknown }) =>
    came(issue, "form (that of the named waveforms), or a number such as 0.7");
  return z
    .union([z.literal("form", { error }), quantity("1", { min: 0, open: true })], { error })
    .default("form")
    .meta({ description: "the paper's common factor between Eq. (1) and its measurement" });
}

function cycling(parts: Parts, raw: unknown): Shape {
  return {
    ...deviceShape(parts, raw),
    waveforms: waveforms(parts, below(raw, "waveforms")),
    tick: quantity("s", { min: 0, open: true }, "length of a tick").default("1 ms"),
    train: z.strictObject(tableFields(trainParams)).prefault({}),
    factor: formOr(),
  };
}

function variability(parts: Parts, raw: unknown): Shape {
  const points = below(raw, "points");
  const one = (p: unknown) =>
    z.strictObject({
      name: text("name of the operating point"),
      ...deviceShape(parts, p),
      waveforms: waveforms(parts, below(p, "waveforms")),
      span: quantity("s", { min: 0, open: true }, "delta_t from -span to span"),
    });
  const each = Array.isArray(points) && points.length > 0 ? points.map(one) : undefined;
  const names = Object.keys(technologies) as [string, ...string[]];
  return {
    points: each
      ? z.tuple([each[0]!, ...each.slice(1)])
      : z
          .array(one(raw === EDITOR ? EDITOR : {}))
          .min(1)
          .max(6),
    technologies: z
      .array(z.enum(names))
      .default(names)
      .meta({ description: "compared on the first point's curve" }),
    devices: whole(1, "devices simulated").default(200),
    count: whole(25, "values of delta_t, both ends included").max(2001).default(81),
  };
}

function montecarlo(parts: Parts, raw: unknown): Shape {
  const gate = (volts: string, doc: string) => quantity("V", {}, doc).default(volts);
  return {
    ...deviceShape(parts, raw),
    measure: words(["window", "cycle", "pulses"], "what is measured on every device").default("window"),
    devices: whole(1, "devices").max(2_000_000).default(100_000),
    spread: z
      .strictObject({
        d2d: deviceSpread(),
        c2c: spread("relative standard deviation between events"),
        independentPolarity: flag("draw potentiation and depression of a device apart").default(false),
        vOc: quantity("V", { min: 0 }, "standard deviation of V_oc between devices").default("0 V"),
      })
      .prefault({}),
    waveforms: (waveforms(parts, below(raw, "waveforms")) as z.ZodType).default("antisymmetric"),
    deltaT: deltaT("-160 ms", "160 ms", 41),
    train: z
      .strictObject({ ...tableFields(trainParams), cycles: whole(1, "cycles").default(1) })
      .prefault({}),
    pulses: z
      .strictObject({
        up: gate("4 V", "gate voltage of the first train"),
        down: gate("-4 V", "gate voltage of the second train"),
        length: quantity("s", { min: 0, open: true }, "length of a pulse").default("100 ms"),
        count: whole(1, "pulses of each train").max(10_000).default(50),
        start: quantity("S", { min: 0, open: true }, "conductance before the first pulse").default("250 nS"),
      })
      .prefault({}),
    sample: whole(1, "devices that are also integrated exactly").max(1000).default(64),
    kernel: z.strictObject({ tfjs: tfjsSchema("1 ms") }).prefault({ tfjs: {} }),
  };
}

function energy(): Shape {
  return {
    circuit: z.strictObject(tableFields(circuitParams)).prefault({}),
    deltaT: deltaT("-160 ns", "160 ns", 161),
  };
}

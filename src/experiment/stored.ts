/** Shapes of what several kinds keep in their run folders. */
import { units } from "../core/units.js";
import type { Constant } from "./facts.js";
import type { Axis, Panel, Series } from "./panel.js";
import type { Curve, PhysicsFacts } from "./physics-facts.js";
import {
  flag,
  float64s,
  list,
  nullable,
  number,
  object,
  optional,
  pair,
  type Shape,
  text,
  word,
} from "./shape.js";

export const unit = word(...units);

const constant = object<Constant>({
  part: text,
  name: text,
  value: number,
  unit: text,
  doc: text,
  source: text,
  isDefault: flag,
});

const curve = object<Curve>({ x: float64s, y: float64s });
const waveform = object<PhysicsFacts["pre"]>({ t: float64s, v: float64s });

const physics: Shape<PhysicsFacts> = object<PhysicsFacts>({
  device: text,
  gMin: number,
  g0: number,
  gMax: number,
  bounds: word("soft", "hard"),
  beta: number,
  betaMinus: optional(number),
  d2d: number,
  c2c: number,
  vOc: number,
  alphaPre: number,
  alphaPost: number,
  moving: optional(text),
  rate: curve,
  pre: waveform,
  post: waveform,
  pair: object({ deltaT: number, gate: waveform }),
  window: curve,
  windowAtEnd: nullable(curve),
  lonePre: number,
  lonePost: number,
  gateRange: object({ lonePre: pair(number), lonePost: pair(number), pair: pair(number) }),
});

/** Facts of every kind. */
export const commonFacts = { constants: list(constant), physics: nullable(physics) };

/** Of kinds with a network. */
export const networkFactsShape = {
  ...commonFacts,
  tick: number,
  populations: list(object({ name: text, size: number, model: text })),
};

/** STDP windows of several projections. */
export const rulesShape = list(object({ of: text, window: curve }));

const axis = object<Axis>({
  label: text,
  unit,
  scale: optional(word("linear", "log")),
  percent: optional(flag),
  domain: optional(pair(number)),
});
const series = object<Series>({
  name: text,
  x: float64s,
  y: float64s,
  low: optional(float64s),
  high: optional(float64s),
  mark: word("line", "dashed", "dots", "outline", "bars"),
  colour: optional(number),
  silent: optional(flag),
});

export const panels: Shape<Panel[]> = list(
  object<Panel>({
    id: text,
    title: text,
    x: axis,
    y: axis,
    series: list(series),
    columns: optional(word(2, 3, 6)),
    categories: optional(list(text)),
  }),
);

import type { PictureShape } from "../../../core/front/model.js";
import type { HomeostasisSpec } from "../../../learning/homeostasis.js";
import { endsOf, ruleOf } from "../../../network/build.js";
import { rules } from "../../../network/connect/index.js";
import { type NetworkFacts, networkFacts } from "../../facts.js";
import { physicsFacts } from "../../physics-facts.js";
import {
  count,
  flag,
  list,
  map,
  nullable,
  number,
  numberOrInfinity,
  object,
  optional,
  text,
  word,
} from "../../shape.js";
import { networkFactsShape } from "../../stored.js";
import { type GateFacts, gateFacts, gateFactsShape } from "./gate-facts.js";
import { binsOf, type ClassifySpec, type PresentationSpec } from "./spec.js";

/** What pictures went through: parts in order, and the shape of what came out. */
export interface FrontFacts {
  parts: { name: string; values: Record<string, number> }[];
  shape: PictureShape;
}

/** What the report of a classification needs of its spec. */
export interface ClassifyFacts extends NetworkFacts {
  kind: "classify";
  dataset: { name: string; hash: string; trainImages: number; testImages: number };
  /** Null where pictures are encoded as they are. */
  front: FrontFacts | null;
  /** `start`: absent in older results, where it is 1. */
  gain: { schedule: string; end: number; start?: number };
  /** Voltages that gates reach in the course of the gain schedule; absent in older results, null without devices. */
  gate?: GateFacts | null;
  homeostasis: HomeostasisSpec;
  /** Whether homeostasis was left to the program; absent: it was not. */
  automaticHomeostasis?: boolean;
  presentation: PresentationSpec;
  /** Time with input in the frozen passes, s; absent: that of the training. */
  labelDuration?: number;
  testDuration?: number;
  /** Plastic projections that are sparse, between which populations; absent where there are none. */
  sparse?: { name: string; from: string; to: string; preShape: number[]; postShape: number[] }[];
  /** What was trained one after the other; absent: all at once. */
  layers?: { projections: string[]; images: number; epochs: number }[];
  /** Of other populations than the one that is read, by name; absent where only that adapts. */
  homeostasisOf?: Record<string, HomeostasisSpec>;
  /** Read-outs that were fitted to labelled answers, and the parts of a presentation that they tell apart; absent: none. */
  fit?: string[];
  bins?: number;
  /** Projections whose weights all places share; absent where there are none. */
  sharing?: Record<string, string>;
  /** 0 = no weight normalisation. */
  columnSum: number;
}

export function classifyFacts(spec: ClassifySpec): ClassifyFacts {
  const { dataset, front, gain, network } = spec;
  return {
    kind: "classify",
    ...networkFacts(network, spec.physics),
    physics: spec.physics ? physicsFacts(spec.physics, { ...gain, tick: network.tick }) : null,
    dataset: {
      name: dataset.name,
      hash: dataset.hash,
      trainImages: dataset.train.count,
      testImages: dataset.test.count,
    },
    front: front
      ? {
          parts: front.parts.map(({ name, values }) => ({ name, values: { ...values } })),
          shape: front.end.shape,
        }
      : null,
    gain: {
      schedule: gain.schedule,
      end: gain.end,
      ...(gain.start === undefined ? {} : { start: gain.start }),
    },
    gate: spec.physics ? gateFacts(spec.physics, { ...gain, tick: network.tick }) : null,
    homeostasis: spec.homeostasis,
    ...(spec.automaticHomeostasis ? { automaticHomeostasis: true } : {}),
    presentation: spec.presentation,
    ...(spec.label.duration === undefined ? {} : { labelDuration: spec.label.duration }),
    ...(spec.test.duration === undefined ? {} : { testDuration: spec.test.duration }),
    ...sparseFacts(spec),
    ...(spec.train.layers
      ? { layers: spec.train.layers.map((layer) => ({ ...layer, projections: [...layer.projections] })) }
      : {}),
    ...(spec.homeostasisOf ? { homeostasisOf: { ...spec.homeostasisOf } } : {}),
    ...(spec.label.fit && spec.label.fit.length > 0 ? { fit: [...spec.label.fit], bins: binsOf(spec) } : {}),
    ...(spec.sharing ? { sharing: { ...spec.sharing } } : {}),
    columnSum: spec.columnSum,
  };
}

function sparseFacts({ network }: ClassifySpec): Pick<ClassifyFacts, "sparse"> {
  const sparse = network.projections
    .filter((p) => p.synapse && ruleOf(p).model !== rules["all-to-all"])
    .map((p) => {
      const { name, from, to } = p;
      const { preShape, postShape } = endsOf(p, network);
      return { name, from, to, preShape: [...preShape], postShape: [...postShape] };
    });
  return sparse.length > 0 ? { sparse } : {};
}

const homeostasisShape = object<HomeostasisSpec>({
  thetaPlus: number,
  thetaPlusEnd: number,
  meanFree: flag,
  places: optional(count),
  servoGain: number,
  servoCap: number,
  targetSpikes: number,
  tauTheta: numberOrInfinity,
});

export const classifyFactsShape = object<ClassifyFacts>({
  kind: word("classify"),
  ...networkFactsShape,
  dataset: object({ name: text, hash: text, trainImages: count, testImages: count }),
  front: nullable(
    object<FrontFacts>({
      parts: list(object({ name: text, values: map(number) })),
      shape: object<PictureShape>({ planes: count, rows: count, cols: count }),
    }),
  ),
  gain: object<ClassifyFacts["gain"]>({ schedule: text, end: number, start: optional(number) }),
  gate: optional(nullable(gateFactsShape)),
  homeostasis: homeostasisShape,
  automaticHomeostasis: optional(flag),
  presentation: object<PresentationSpec>({
    duration: number,
    rest: number,
    reset: flag,
    retryBelow: number,
    retryMax: number,
    retryStep: number,
  }),
  labelDuration: optional(number),
  testDuration: optional(number),
  sparse: optional(
    list(
      object<NonNullable<ClassifyFacts["sparse"]>[number]>({
        name: text,
        from: text,
        to: text,
        preShape: list(count),
        postShape: list(count),
      }),
    ),
  ),
  layers: optional(
    list(
      object<NonNullable<ClassifyFacts["layers"]>[number]>({
        projections: list(text),
        images: count,
        epochs: count,
      }),
    ),
  ),
  homeostasisOf: optional(map(homeostasisShape)),
  fit: optional(list(text)),
  bins: optional(count),
  sharing: optional(map(text)),
  columnSum: number,
});

/** Every front end, by the name a config calls it. Add yours here: one file, one line. */
import type { Family } from "../part.js";
import * as blur from "./blur.js";
import { frontEndContract } from "./conformance.js";
import * as contrast from "./contrast.js";
import * as deskew from "./deskew.js";
import type { FrontEndModel } from "./model.js";
import * as onOff from "./on-off.js";
import * as orientedEdges from "./oriented-edges.js";
import * as squareRoot from "./square-root.js";
import * as twoPlanes from "./two-planes.js";

export { chain, type FrontEndChoice } from "./chain.js";

/** Every front end by the name that a config calls it. */
export const frontEnds = {
  "oriented-edges": orientedEdges,
  "on-off": onOff,
  contrast,
  sqrt: squareRoot,
  blur,
  deskew,
  "two-planes": twoPlanes,
} as const satisfies Record<string, FrontEndModel>;
/** Name of a front end. */
export type FrontEndName = keyof typeof frontEnds;

export const frontEndFamily: Family<FrontEndModel> = {
  name: "fronts",
  noun: "a front end",
  table: frontEnds,
  contract: frontEndContract,
};

import { type Constant, deviceConstants } from "../../facts.js";
import { object, text, word } from "../../shape.js";
import { commonFacts } from "../../stored.js";
import type { FigureSpec } from "./spec.js";

/** What the report of a figure needs of its spec. */
export interface FigureFacts {
  kind: "figure";
  figure: string;
  constants: Constant[];
  /** Figures bring panels of their own. */
  physics: null;
}

export function figureFacts(spec: FigureSpec): FigureFacts {
  const devices = "device" in spec ? [spec.device] : "points" in spec ? spec.points.map((p) => p.device) : [];
  const different = devices.filter((d, k) => devices.findIndex((other) => other.name === d.name) === k);
  return {
    kind: "figure",
    figure: spec.figure,
    constants: different.flatMap(deviceConstants),
    physics: null,
  };
}

export const figureFactsShape = object<FigureFacts>({
  kind: word("figure"),
  figure: text,
  constants: commonFacts.constants,
  physics: { read: () => null },
});

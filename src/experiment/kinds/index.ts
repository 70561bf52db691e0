import type { ChoiceResult } from "./choice/result.js";
import type { ChoiceSpec } from "./choice/spec.js";
import type { ClassifyResult } from "./classify/result.js";
import type { ClassifySpec } from "./classify/spec.js";
import type { FigureResult } from "./figure/result.js";
import type { FigureSpec } from "./figure/spec.js";
import type { SimulateResult } from "./simulate/result.js";
import type { SimulateSpec } from "./simulate/spec.js";

export type ExperimentSpec = ClassifySpec | SimulateSpec | ChoiceSpec | FigureSpec;
export type ExperimentResult = ClassifyResult | SimulateResult | ChoiceResult | FigureResult;

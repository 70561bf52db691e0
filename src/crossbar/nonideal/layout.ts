import type { Wiring } from "../../core/connectivity/index.js";
import type { OwnBounds } from "../kernels/reference.js";

/** Where a crossbar's devices lie in its arrays, and their bounds. */
export interface CrossbarLayout {
  readonly wiring: Wiring;
  /** S. */
  readonly gMin: number;
  readonly gMax: number;
  /** Of each device where they differ. */
  readonly range?: OwnBounds | undefined;
}

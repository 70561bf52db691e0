import type { TfjsBackend } from "./kernels/tfjs-backend.js";

/** How devices are sliced, and where tensors are computed. */
export interface Slicing {
  readonly backend: TfjsBackend;
  /** Longest slice, s; at most a tick. */
  readonly tau: number;
}

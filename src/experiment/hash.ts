import { sha256 } from "../platform/sha256.js";

/**
 * sha256 (hex) of what a run has learned: float32 little-endian, conductances in S ([pre][post], unpadded), then
 * theta in V.
 */
export function weightsSha256(conductance: ArrayLike<number>, theta: ArrayLike<number>): string {
  const bytes = new DataView(new ArrayBuffer(4 * (conductance.length + theta.length)));
  for (let x = 0; x < conductance.length; x++) bytes.setFloat32(4 * x, conductance[x]!, true);
  for (let x = 0; x < theta.length; x++) bytes.setFloat32(4 * (conductance.length + x), theta[x]!, true);
  return sha256(new Uint8Array(bytes.buffer));
}

import type { Compiled } from "../compiled.js";

/** Input arrays move to where compiled kernels add to them. @param input  of neurons, by receptor */
export function moveInput(input: (Float32Array | Float64Array)[], compiled: Compiled): void {
  for (const r of input.keys())
    compiled.move(input[r]!, (there) => {
      input[r] = there;
    });
}

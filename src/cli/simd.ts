/** Width of the kernel's vectors, from the environment, so that helper processes go by it too. */
import { allowPairing } from "../node/pairing.js";
import { UsageError } from "./errors.js";

/** @throws UsageError where SPIKION_SIMD is neither auto nor 128 */
export function takeSimdWidth(chosen = process.env.SPIKION_SIMD): void {
  if (chosen === undefined || chosen === "" || chosen === "auto") allowPairing();
  else if (chosen !== "128")
    throw new UsageError(
      `SPIKION_SIMD: "${chosen}" is not accepted; accepted: "auto" (the default) or "128", vectors never paired`,
    );
}

import { type Network, NetworkError } from "../network/build.js";
import { Engine } from "./engine.js";
import type { PresentationEngine } from "./model.js";
import { layerOf } from "./wasm/layer.js";
import { LayerEngine } from "./wasm/layer-engine.js";
import { supported } from "./wasm/module.js";

/** auto: wasm where it fits, else reference. Both give the same bits. */
export type KernelChoice = "auto" | "wasm" | "reference";

export interface ChosenEngine {
  readonly engine: PresentationEngine;
  readonly kernel: "wasm" | "reference";
  /** Why it is the reference, where that was not asked for. */
  readonly notice?: string;
}

/**
 * The engine that shows pictures to a network.
 * @param maxTicks  longest presentation, ticks
 * @throws NetworkError where wasm is asked for and cannot be had, saying why
 */
export function createEngine(network: Network, choice: KernelChoice, maxTicks: number): ChosenEngine {
  const reference = () => new Engine(network);
  if (choice === "reference") return { engine: reference(), kernel: "reference" };
  const layer = supported() ? layerOf(network, maxTicks) : "this JavaScript engine has no WebAssembly SIMD";
  const engine = typeof layer === "string" ? layer : attempt(() => new LayerEngine(network, layer, maxTicks));
  if (typeof engine !== "string") return { engine, kernel: "wasm" };
  if (choice === "wasm")
    throw new NetworkError(
      "kernel",
      `"wasm" cannot run this network: ${engine}; accepted: "auto" or "reference"`,
    );
  return { engine: reference(), kernel: "reference", notice: engine };
}

/** Memory that cannot be had is a reason like others. */
function attempt(make: () => LayerEngine): LayerEngine | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return `there is no room for its memory (${error.message})`;
    throw error;
  }
}

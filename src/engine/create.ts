import { wholeRows } from "../core/connectivity/index.js";
import type { BackendChoice } from "../crossbar/kernels/tfjs-backend.js";
import type { Slicing } from "../crossbar/slicing.js";
import { type Network, NetworkError } from "../network/build.js";
import { BatchRead } from "./batch-read.js";
import { Engine } from "./engine.js";
import type { PresentationEngine } from "./model.js";
import { layerOf } from "./wasm/layer.js";
import { LayerEngine } from "./wasm/layer-engine.js";
import { supported } from "./wasm/module.js";
import { threadsFor, whyAlone } from "./wasm/threads.js";

/** Devices moved slice by slice, in tensors: slices of at most `tau`, s. */
export interface TfjsChoice {
  /** How the sliced kernel computes. */
  readonly tfjs: {
    /** Where tensors are computed. */
    readonly backend: BackendChoice;
    /** Longest slice of Eq. (1), s. */
    readonly tau: number;
    /** How frozen synapses are read: spike by spike, or a presentation at once. Default: events. */
    readonly read?: "events" | "matmul";
  };
}

/**
 * auto: wasm, whole presentations at once where that fits, else tick by tick with what needs none in TypeScript; reference
 * where there is no WebAssembly. wasm: whole presentations or nothing. All give the same bits; tfjs approaches them as tau falls.
 */
export type KernelChoice = "auto" | "wasm" | "reference" | TfjsChoice;

export interface ChosenEngine {
  readonly engine: PresentationEngine;
  readonly kernel: "wasm" | "reference" | "tfjs";
  /** Why it is not wasm with whole presentations, where that was not refused; of tfjs, which backend it has. */
  readonly notice?: string;
  /** Why one thread computes where more were to. */
  readonly oneThread?: string;
}

/**
 * The engine that shows pictures to a network.
 * @param maxTicks  longest presentation, ticks
 * @param slicing  what the network was built with, for tfjs; without it a network that does not learn
 * @param threads  that share a layer's columns, or each tick of another network; undefined: as many as pay
 * @throws NetworkError where wasm, or a read by matrix products, is asked for and cannot be had, saying why
 */
export function createEngine(
  network: Network,
  choice: KernelChoice,
  maxTicks: number,
  slicing?: Slicing,
  threads?: number,
): ChosenEngine {
  const chosen = engineFor(network, choice, maxTicks, slicing, threads);
  const oneThread = whyOneThread(chosen, threads);
  return oneThread === undefined ? chosen : { ...chosen, oneThread };
}

function whyOneThread({ engine }: ChosenEngine, asked: number | undefined): string | undefined {
  if (engine instanceof LayerEngine) return engine.threads > 1 ? undefined : whyAlone(engine.neurons, asked);
  return engine instanceof Engine ? engine.oneThread : undefined;
}

function engineFor(
  network: Network,
  choice: KernelChoice,
  maxTicks: number,
  slicing?: Slicing,
  threads?: number,
): ChosenEngine {
  const reference = () => new Engine(network, false, threads);
  if (typeof choice !== "string") {
    const engine = reference();
    if (slicing && choice.tfjs.read === "matmul") {
      checkFullArrays(network);
      engine.batchRead = new BatchRead(slicing.backend);
    }
    return { engine, kernel: "tfjs", ...(slicing ? { notice: slicing.backend.notice } : {}) };
  }
  if (choice === "reference") return { engine: reference(), kernel: "reference" };
  const layer = supported() ? layerOf(network, maxTicks) : "this JavaScript engine has no WebAssembly SIMD";
  const engine =
    typeof layer === "string"
      ? layer
      : attempt(
          () =>
            new LayerEngine(
              network,
              layer,
              maxTicks,
              threadsFor(layer.neurons.n, threads),
              threads === undefined,
            ),
        );
  if (typeof engine !== "string") return { engine, kernel: "wasm" };
  if (choice === "wasm")
    throw new NetworkError(
      "kernel",
      `"wasm" cannot run this network: ${engine}; accepted: "auto" or "reference"`,
    );
  const byTick = new Engine(network, true, threads ?? "as pays");
  if (!byTick.compiled) return { engine: byTick, kernel: "reference", notice: engine };
  return { engine: byTick, kernel: "wasm", notice: `tick by tick: ${engine}` };
}

/** @throws NetworkError where synapses are no matrix of rows and columns */
function checkFullArrays({ projections }: Network): void {
  for (const { name, crossbar } of projections)
    if (crossbar && wholeRows(crossbar.wiring).form !== "dense")
      throw new NetworkError(
        "kernel.tfjs.read",
        `"matmul" reads arrays with a device at every crossing; the synapses of "${name}" are sparse; ` +
          'accepted: "events"',
      );
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

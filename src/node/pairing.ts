/**
 * Pairs the kernel's vectors to 256 bits in V8, which does so by a flag of its own, for all WebAssembly of the process.
 */
import { setFlagsFromString } from "node:v8";
import * as engine from "../engine/wasm/pairing.js";

/** Versions of V8 under which the kernels were compared with the reference while paired. */
const COMPARED = ["13.6"];

interface Runtime {
  readonly arch: string;
  readonly versions: { readonly v8?: string };
}

/**
 * Let the kernel's vectors be paired in this process, where that was compared: Node 24 on x64; the processor needs AVX2,
 * without which nothing changes. To be called before the first engine is made; a program does, a library asks nobody's
 * process to be changed unless told to.
 */
export function allowPairing(): void {
  engine.allowPairing(() => pair());
}

/** Turn pairing on if it is allowed. @returns  whether it is on */
export function pair(
  runtime: Runtime = process,
  permitted = engine.isAllowed(),
  setFlags: (flag: string) => void = setFlagsFromString,
): boolean {
  const version = runtime.versions.v8?.match(/^\d+\.\d+/)?.[0];
  if (!permitted || runtime.arch !== "x64" || !version || !COMPARED.includes(version)) return false;
  setFlags("--experimental-wasm-revectorize");
  return true;
}

/**
 * Vectors of 256 bits. V8 can take two of the kernel's vectors of 128 bits as one where both go the same way; it does
 * so by a flag of its own, for all WebAssembly of the process. Results keep their bits: lanes do not meet.
 */

/** Versions of V8 under which the kernels were compared with the reference while paired. */
const COMPARED = ["13.6"];

interface Runtime {
  readonly arch: string;
  readonly versions: { readonly v8?: string };
  getBuiltinModule?(name: "node:v8"): { setFlagsFromString(flag: string): void } | undefined;
}

let allowed = false;
let paired = false;

/**
 * Let the kernel's vectors be paired in this process, where that was compared: Node 24 on x64; the processor needs AVX2,
 * without which nothing changes. To be called before the first engine is made; a program does, a library asks nobody's
 * process to be changed unless told to.
 */
export function allowPairing(): void {
  allowed = true;
}

/** Whether the kernels of this process are compiled with pairing. */
export function isPaired(): boolean {
  return paired;
}

/** Before the kernel is compiled: turn pairing on if it is allowed. @returns  whether it is on */
export function pair(
  runtime: Runtime | undefined = (globalThis as { process?: Runtime }).process,
  permitted = allowed,
): boolean {
  const version = runtime?.versions.v8?.match(/^\d+\.\d+/)?.[0];
  if (!permitted || runtime?.arch !== "x64" || !version || !COMPARED.includes(version)) return false;
  const v8 = runtime.getBuiltinModule?.("node:v8");
  v8?.setFlagsFromString("--experimental-wasm-revectorize");
  return v8 !== undefined;
}

/** `pair`, remembered. */
export function pairIfAllowed(): void {
  paired ||= pair();
}

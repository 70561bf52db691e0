/** The compiled kernels of `assembly/network/`, on a memory of their own that grows. */
import type { NetworkKernels } from "../../core/compiled.js";
import { fromHex } from "../../platform/hex.js";
import { binary } from "./binary.js";

/** What is used of the engine's WebAssembly; its types otherwise come with those of the browser's document only. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number }) => GrowingMemory;
  Instance: new (module: object, imports: { env: { memory: GrowingMemory } }) => { exports: object };
}

export interface GrowingMemory {
  readonly buffer: ArrayBuffer;
  /** @throws RangeError where there is no room */
  grow(pages: number): number;
}

interface Exported {
  readonly dataEnd: { readonly value: number };
  readonly philoxWords: { value: number };
}

export const PAGE = 65536;
/** Behind the kernels' constants: the words of eight Philox blocks, and a number of spikes for each. */
const WORDS = 2048;
/** Addresses below this are the kernels'. */
export const FIRST_FREE = WORDS + 256;

const wasm = (globalThis as unknown as { WebAssembly?: WebAssemblyApi }).WebAssembly;
let compiled: object | undefined;

export function instantiateNetwork(): { memory: GrowingMemory; kernels: NetworkKernels } {
  if (!wasm) throw new Error("this JavaScript engine has no WebAssembly");
  compiled ??= new wasm.Module(fromHex(binary));
  const memory = new wasm.Memory({ initial: 1 });
  const { exports } = new wasm.Instance(compiled, { env: { memory } });
  const { dataEnd, philoxWords } = exports as Exported;
  if (dataEnd.value > WORDS) throw new Error("the kernels were built for another layout: npm run build");
  philoxWords.value = WORDS;
  return { memory, kernels: exports as NetworkKernels };
}

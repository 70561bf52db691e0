/** The compiled kernels of `assembly/network/`, on a memory of their own that grows. */
import type { NetworkKernels } from "../../core/compiled.js";
import { fromHex } from "../../platform/hex.js";
import { binary, memoryFlag } from "./binary.js";
import { WHOLE } from "./cuts.js";
import { ITEM } from "./work-list.js";

/** What is used of the engine's WebAssembly; its types otherwise come with those of the browser's document only. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number; maximum: number; shared?: boolean }) => GrowingMemory;
  Instance: new (module: object, imports: { env: { memory: GrowingMemory } }) => { exports: object };
}

export interface GrowingMemory {
  readonly buffer: ArrayBufferLike;
  /** @throws RangeError where there is no room */
  grow(pages: number): number;
}

/** The kernels on a memory, and what a further thread needs to have its own on the same. */
export interface Instance {
  readonly module: object;
  readonly memory: GrowingMemory;
  readonly kernels: NetworkKernels & TeamKernels;
  /** Sets a number that the kernels know by name. */
  set(name: string, value: number): void;
}

/** What threads do together. */
export interface TeamKernels {
  /** All of a list. @returns  how many threads took part */
  perform(list: number, count: number): number;
  /** Further threads stop, wherever they are. */
  breakUp(): void;
  /** Meetings of threads since the kernels were made. */
  meetingsSoFar(): number;
}

export const PAGE = 65536;
/** 4 GiB. */
export const MOST_PAGES = 65536;
/** Behind the kernels' constants: the words of eight Philox blocks, and a number of spikes for each. */
const WORDS = 2048;
/** Addresses below this are the kernels'. */
export const FIRST_FREE = WORDS + 256;

const wasm = (globalThis as unknown as { WebAssembly?: WebAssemblyApi }).WebAssembly;
/** Compiled for a memory of its own, and for one that threads share. */
const compiled: { own?: object; shared?: object } = {};
/** In the module: its memory is shared. */
const SHARED = 3;

/** @param shared  whether further threads are to work on the memory. @throws RangeError where there is no room for it */
export function instantiateNetwork(shared: boolean): Instance {
  if (!wasm) throw new Error("this JavaScript engine has no WebAssembly");
  const kind = shared ? "shared" : "own";
  compiled[kind] ??= new wasm.Module(bytesOf(shared));
  const module = compiled[kind];
  const memory = new wasm.Memory({ initial: 1, maximum: MOST_PAGES, ...(shared ? { shared } : {}) });
  const { exports } = new wasm.Instance(module, { env: { memory } });
  const numbers = exports as Record<string, { value: number }>;
  if (numbers.dataEnd!.value > WORDS || numbers.ITEM_BYTES!.value !== ITEM || numbers.WHOLE!.value !== WHOLE)
    throw new Error("the kernels were built for another layout: npm run build");
  const set = (name: string, value: number) => {
    numbers[name]!.value = value;
  };
  set("philoxWords", WORDS);
  return { module, memory, kernels: exports as Instance["kernels"], set };
}

function bytesOf(shared: boolean): Uint8Array {
  const bytes = fromHex(binary);
  if (shared) bytes[memoryFlag] = SHARED;
  return bytes;
}

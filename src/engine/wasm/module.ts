/** The compiled kernels of `assembly/`, carried as text so that Node, workers and browsers load the same bytes. */
import { fromHex } from "../../platform/hex.js";
import { binary, memoryFlag } from "./binary.js";
import { pairIfAllowed } from "./pairing.js";

/** What is used of the engine's WebAssembly; its types otherwise come with those of the browser's document only. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number; maximum: number; shared?: boolean }) => Memory;
  Instance: new (module: object, imports: { env: { memory: Memory } & HostImports }) => { exports: object };
}

/** Functions that the kernel calls in the host, for what differs from event to event. */
export interface HostImports {
  /** Which amplitude of its waveform a column's post event has. */
  levelOf(column: number, event: number): number;
  /** Ticks by which the waveform of a spike starts late; ticks since the last `finish`. */
  postDelay(column: number, tick: number): number;
}

export interface Memory {
  readonly buffer: ArrayBufferLike;
}

const wasm = (globalThis as unknown as { WebAssembly?: WebAssemblyApi }).WebAssembly;

/** Numbers that `assembly/layout.ts` exports: sizes, constants, addresses. */
export type Layout = Record<string, { value: number }>;

export interface Kernels {
  run(ticks: number): void;
  finish(reset: boolean): void;
  forget(): void;
  accept(count: number, ticks: number, from: number): void;
  encode(ticks: number, from: number, key0: number, key1: number): number;
  drawFactors(event: number): void;
  changeColumn(column: number, elapsed: number, level: number): void;
  changeRow(row: number, p: number, d: number): number;
  flushRows(): void;
  /** Tiles are taken in their order again, by as many at once as is set. */
  reshare(): void;
  /** Threads meet so many times and do nothing else. @returns  how many took part */
  meetOften(times: number): number;
  /** Meetings of threads since the kernel was made. */
  meetingsSoFar(): number;
  /** Further threads stop, wherever they are. */
  breakUp(): void;
}

/** Compiled for a memory of its own, and for one that threads share. */
const compiled: { own?: object; shared?: object } = {};
/** In the module: its memory is shared. */
const SHARED = 3;

/** Whether this engine runs WebAssembly with 128-bit SIMD. */
export function supported(): boolean {
  // (func (result v128) i32.const 0 i8x16.splat)
  const probe = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
  ];
  return wasm?.validate(Uint8Array.from(probe)) ?? false;
}

/**
 * Kernels of their own on a memory of `bytes` bytes.
 * @param shared  whether further threads are to work on it
 * @throws RangeError where there is no room for it
 */
export function instantiate(
  bytes: number,
  host: HostImports,
  shared = false,
): { module: object; memory: Memory; kernels: Kernels; layout: Layout } {
  if (!wasm) throw new Error("this JavaScript engine has no WebAssembly");
  const module = compile(wasm, shared);
  const pages = Math.ceil(bytes / 65536);
  const memory = new wasm.Memory({ initial: pages, maximum: pages, ...(shared ? { shared } : {}) });
  const { exports } = new wasm.Instance(module, { env: { memory, ...host } });
  return { module, memory, kernels: exports as Kernels, layout: exports as Layout };
}

function compile({ Module }: WebAssemblyApi, shared: boolean): object {
  const kind = shared ? "shared" : "own";
  if (!compiled[kind]) {
    pairIfAllowed();
    const bytes = fromHex(binary);
    if (shared) bytes[memoryFlag] = SHARED;
    compiled[kind] = new Module(bytes);
  }
  return compiled[kind];
}

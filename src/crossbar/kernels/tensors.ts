/** The part of tfjs that the kernels use, whichever package it comes from; tfjs's own types ask much of a compiler. */

/** An array of numbers on a backend, [dimension][dimension]... */
export interface Tensor {
  readonly shape: number[];
  /** The numbers in C order. */
  dataSync(): Float32Array | Int32Array | Uint8Array;
  dispose(): void;
}

type Operand = Tensor | number | readonly number[];
type Unary = (x: Operand) => Tensor;
type Binary = (a: Operand, b: Operand) => Tensor;

export interface Tf {
  readonly version_core: string;
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  ready(): Promise<void>;
  enableProdMode(): void;
  /** What `compute` returns; tensors made on the way are disposed of. */
  tidy<T>(compute: () => T): T;
  /** What is alive: tests look for tensors that nobody has disposed of. */
  memory(): { readonly numTensors: number; readonly numBytes: number };

  tensor1d(values: Float32Array): Tensor;
  tensor2d(values: Float32Array, shape: [number, number]): Tensor;
  tensor3d(values: Float32Array, shape: [number, number, number]): Tensor;
  zeros(shape: number[]): Tensor;
  zerosLike: Unary;
  cast(x: Tensor, type: "int32"): Tensor;
  gather(x: Tensor, indices: Tensor): Tensor;
  stack(tensors: Tensor[]): Tensor;
  unstack(x: Tensor): Tensor[];

  add: Binary;
  sub: Binary;
  mul: Binary;
  div: Binary;
  pow: Binary;
  maximum: Binary;
  minimum: Binary;
  matMul(a: Tensor, b: Tensor): Tensor;
  neg: Unary;
  relu: Unary;
  floor: Unary;
  exp: Unary;
  expm1: Unary;
  log1p: Unary;
  /** 1 above 0, else 0. */
  step: Unary;
  sum(x: Operand, axis?: number): Tensor;
  cumsum(x: Tensor, axis: number, exclusive: boolean, reverse: boolean): Tensor;
}

/** Where tensors can be computed, the fastest first. */
export const BACKENDS = ["tensorflow", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];

/** How backends are loaded, of those that can be. */
export type BackendLoaders = Readonly<Partial<Record<BackendName, () => Promise<Tf>>>>;

/** One frozen pass, shared out between this process and its helpers; what comes out is in the order of the pictures. */
import type { FrozenPhase } from "./frozen.js";

/** What training leaves to be tested. */
export interface Trained {
  /** [pre][post] unpadded. */
  readonly conductance: ArrayLike<number>;
  readonly theta: ArrayLike<number>;
}

/** Others that answer for the same trained network: threads, say. */
export interface Helper {
  /** Spikes of each output neuron for pictures from .. to-1 of a pass, [picture][neuron]. */
  answers(phase: FrozenPhase, from: number, to: number): Promise<Uint16Array>;
}

export interface Helpers {
  /** Helpers for a network that was trained so. They may take a while to be ready, and take part when they are. */
  start(trained: Trained): readonly Helper[];
  stop(): Promise<void>;
}

export interface SplitPass {
  readonly phase: FrozenPhase;
  readonly total: number;
  /** Output neurons. */
  readonly n: number;
  readonly helpers: readonly Helper[];
  /** Answers by this process. */
  local(from: number, to: number): Uint16Array;
  /** Told for every picture in its order. */
  see(k: number, counts: Uint16Array): void;
  /** After each block of this process: `done` pictures are told; true to end the pass there. */
  pause(done: number): Promise<boolean>;
}

/** Pictures at a time: a breath between two looks at whether the run shall stop. */
const BLOCK = 50;

/** @returns  pictures told */
export async function runSplit(pass: SplitPass): Promise<number> {
  const { total, n, phase } = pass;
  const ready = new Map<number, Uint16Array>();
  let next = 0;
  let told = 0;
  let stopped = false;

  const take = (): [from: number, to: number] | undefined => {
    if (stopped || next >= total) return undefined;
    const from = next;
    next = Math.min(total, from + BLOCK);
    return [from, next];
  };
  const give = (from: number, answers: Uint16Array): void => {
    ready.set(from, answers);
    for (let block = ready.get(told); block && !stopped; block = ready.get(told)) {
      ready.delete(told);
      for (let at = 0; at < block.length; at += n) pass.see(told++, block.subarray(at, at + n));
    }
  };
  const fail = (error: unknown): never => {
    stopped = true;
    throw error;
  };
  const remote = pass.helpers.map(async (helper) => {
    for (let block = take(); block; block = take())
      give(block[0], await helper.answers(phase, ...block).catch(fail));
  });
  const own = (async () => {
    for (let block = take(); block; block = take()) {
      give(block[0], pass.local(...block));
      if (await pass.pause(told)) stopped = true;
    }
  })();
  await Promise.all([own, ...remote]);
  if (!stopped) await pass.pause(told);
  return told;
}

/** One frozen pass, shared out between this process and its helpers; what comes out is in the order of the pictures. */
import { yieldToEvents } from "../platform/yield.js";

/** Passes in which a trained network only answers: to label its neurons, and to test it. */
export type FrozenPhase = "label" | "test";

/** What training leaves to be tested. */
export interface Trained {
  /** [pre][post] unpadded. */
  readonly conductance: ArrayLike<number>;
  /** Adaptive thresholds of the population that is read, V. */
  readonly theta: ArrayLike<number>;
  /** Of further plastic projections, by name; absent where there are none. */
  readonly others?: Readonly<Record<string, ArrayLike<number>>>;
  /** Thresholds of other populations than the output that adapt, by name; absent where there are none. */
  readonly thetas?: Readonly<Record<string, ArrayLike<number>>>;
}

/** Others that answer for the same trained network: threads, say. */
export interface Helper {
  /** Kept once it can answer; it is asked for nothing before. */
  readonly ready: Promise<void>;
  /** Spikes of each output neuron for pictures from .. to-1 of a pass, [picture][neuron]. */
  answers(phase: FrozenPhase, from: number, to: number): Promise<Uint32Array>;
}

/** Processes that share the frozen passes. */
export interface Helpers {
  /** Training is about to end: what can be done without what was trained is begun. */
  prepare(): void;
  /** Helpers for a network that was trained so; each takes part from when it is ready. */
  start(trained: Trained): readonly Helper[];
  /** Ends them. */
  stop(): Promise<void>;
}

export interface SplitPass {
  readonly phase: FrozenPhase;
  readonly total: number;
  /** Output neurons. */
  readonly n: number;
  readonly helpers: readonly Helper[];
  /** Answers by this process. */
  local(from: number, to: number): Uint32Array;
  /** Told for every picture in its order. */
  see(k: number, counts: Uint32Array): void;
  /** A helper is lost, with its error; its part is left to the others. */
  lost(error: unknown, helper: Helper): void;
  /** After each piece of work of this process: `done` pictures were seen; true to end the pass there. */
  pause(done: number): Promise<boolean>;
}

/** Pictures of a block; after each block of this process the run may be stopped. */
const BLOCK = 50;
/** This process does its blocks in pieces: as many pictures at first, and about so many ms later. */
const FIRST_PIECE = 2;
const LONGEST_MS = 100;
/** Blocks a helper has in hand: the next one is there before this process, busy with its own, takes the last. */
const IN_HAND = 2;

/**
 * @returns  pictures seen
 * @throws what `local`, `see` or `pause` throw, once all work has ended
 */
export async function runSplit(pass: SplitPass): Promise<number> {
  const { total, n, phase } = pass;
  const ready = new Map<number, Uint32Array>();
  const returned: Block[] = [];
  let next = 0;
  let seen = 0;
  let stopped = false;
  /** Stopped from outside: nobody waits for what helpers have in hand. */
  let abandoned = false;
  let piece = FIRST_PIECE;
  let end = (): void => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });

  const take = (): Block | undefined => {
    if (stopped) return undefined;
    const left = returned.pop();
    if (left || next >= total) return left;
    const from = next;
    next = Math.min(total, from + BLOCK);
    return [from, next];
  };
  const see = (counts: Uint32Array): void => {
    try {
      pass.see(seen++, counts);
    } catch (error) {
      stopped = true;
      throw error;
    }
  };
  const give = (from: number, answers: Uint32Array): void => {
    ready.set(from, answers);
    for (let block = ready.get(seen); block && !stopped; block = ready.get(seen)) {
      ready.delete(seen);
      for (let at = 0; at < block.length; at += n) see(block.subarray(at, at + n));
    }
  };
  /** An error of this process stops everybody. */
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      stopped = true;
      throw error;
    }
  };
  const help = async (helper: Helper): Promise<void> => {
    let lost = false;
    const drop = (error: unknown): void => {
      if (!lost && !abandoned) pass.lost(error, helper);
      lost = true;
    };
    try {
      await Promise.race([helper.ready, over]);
    } catch (error) {
      return drop(error);
    }
    const work = async (): Promise<void> => {
      for (let block = take(); block; block = lost ? undefined : take()) {
        let answers: Uint32Array;
        try {
          answers = await helper.answers(phase, ...block);
        } catch (error) {
          returned.push(block);
          return drop(error);
        }
        give(block[0], answers);
      }
    };
    await Promise.all(Array.from({ length: IN_HAND }, work));
  };
  const own = async (): Promise<void> => {
    for (let block = take(); block; block = take())
      for (let [from, to] = block; from < to && !stopped; ) {
        const end = Math.min(to, from + piece);
        const started = performance.now();
        give(from, pass.local(from, end));
        from = end;
        // Slow pictures leave time for signals between them.
        piece = performance.now() - started > LONGEST_MS ? Math.ceil(piece / 2) : Math.min(BLOCK, 2 * piece);
        if (await pass.pause(seen)) {
          stopped = true;
          abandoned = true;
        }
      }
  };
  const remote = Promise.allSettled(pass.helpers.map((helper) => guarded(() => help(helper))));
  // Those that are ready begin before this process is busy with its first block.
  if (pass.helpers.length > 0) await yieldToEvents();
  try {
    await guarded(own);
    if (abandoned) return seen;
    end();
    await remote;
    // What lost helpers had taken.
    await guarded(own);
  } finally {
    end();
    if (!abandoned) await remote;
  }
  const failure = (await remote).find((outcome) => outcome.status === "rejected");
  if (failure) throw failure.reason;
  if (!stopped) await pass.pause(seen);
  return seen;
}

type Block = [from: number, to: number];

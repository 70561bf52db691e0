/** Counts what a simulation does, so that a run without end fails instead of hanging: no clock is asked. */
import { afterEach, beforeEach } from "vitest";
import { EventHeap } from "../../src/core/heap.js";
import { Alphas } from "../../src/crossbar/modulation.js";
import { StartQueue } from "../../src/crossbar/start-queue.js";
import { Lane } from "../../src/engine/lane.js";

type Method<N extends string> = Record<N, (tick: number) => number>;

/**
 * Every loop over events asks one of these for the next.
 * @param most  in a test, or since the last call of what is returned
 */
export function limitSteps(most: number): () => void {
  let steps = 0;
  const undo: (() => void)[] = [];
  const watch = <N extends string>(prototype: Method<N>, name: N): void => {
    const own = prototype[name];
    const counted = function (this: unknown, tick: number): number {
      if (++steps > most) throw new Error(`more than ${most} steps: the run has no end`);
      return own.call(this, tick);
    };
    Object.assign(prototype, { [name]: counted });
    undo.push(() => Object.assign(prototype, { [name]: own }));
  };
  beforeEach(() => {
    steps = 0;
    watch(Lane.prototype, "next");
    watch(StartQueue.prototype, "next");
    watch(Alphas.prototype, "nextTick");
    watch(EventHeap.prototype, "tick");
  });
  afterEach(() => {
    for (const back of undo.splice(0)) back();
  });
  return () => {
    steps = 0;
  };
}

/** Steps of neurons by several threads: each lists its own neurons that are over their threshold, ascending; then so are all. */
import type { Crew } from "./crew.js";
import { WORK, type Work, WorkList } from "./work-list.js";

/** Word of a model's parameters: where those over their threshold are listed. */
const STEPPED = 1;
const LIF = 6;
const LIF_EXP = 7;
const LIF_COND = 7;
const EXCESS = 8;

export class SharedSteps {
  protected readonly list: WorkList;

  constructor(protected readonly crew: Crew) {
    this.list = new WorkList(crew.compiled);
  }

  /** All that was asked for is done. @returns  how many threads took part; 1 where there was nothing to do */
  complete(): number {
    const { list } = this;
    if (list.count === 0) return 1;
    const { count } = list;
    list.count = 0;
    return this.crew.perform(list.address, count);
  }

  stepLif(
    parameters: number,
    _from: number,
    n: number,
    tick: number,
    vRest: number,
    reach: number,
    perTick: number,
  ): number {
    this.put(WORK.stepLif, n, tick, parameters);
    this.list.with(vRest, reach, perTick);
    return this.listed(parameters, n, LIF);
  }

  stepLifExp(parameters: number, _from: number, n: number, tick: number): number {
    this.put(WORK.stepLifExp, n, tick, parameters);
    return this.listed(parameters, n, LIF_EXP);
  }

  stepLifCond(parameters: number, _from: number, n: number, flush: boolean): number {
    this.put(WORK.stepLifCond, n, 0, parameters, flush ? 1 : 0);
    return this.listed(parameters, n, LIF_COND, EXCESS);
  }

  stepAdex(parameters: number, _from: number, n: number, tick: number): number {
    return this.stepped(WORK.stepAdex, parameters, n, tick);
  }

  stepIzhikevich(parameters: number, _from: number, n: number, tick: number): number {
    return this.stepped(WORK.stepIzhikevich, parameters, n, tick);
  }

  stepLifAlpha(parameters: number, _from: number, n: number, tick: number): number {
    return this.stepped(WORK.stepLifAlpha, parameters, n, tick);
  }

  stepLifExpDriven(parameters: number, _from: number, n: number, tick: number): number {
    return this.stepped(WORK.stepLifExpDriven, parameters, n, tick);
  }

  stepLifMixed(parameters: number, _from: number, n: number, tick: number): number {
    return this.stepped(WORK.stepLifMixed, parameters, n, tick);
  }

  stepLifDriven(parameters: number, _from: number, n: number, tick: number, passes: boolean): number {
    this.put(WORK.stepLifDriven, n, tick, parameters, passes ? 1 : 0);
    return this.listed(parameters, n, STEPPED);
  }

  private stepped(work: Work, parameters: number, n: number, tick: number): number {
    this.put(work, n, tick, parameters);
    return this.listed(parameters, n, STEPPED);
  }

  private put(work: Work, n: number, tick: number, parameters: number, b = 0): void {
    if (this.list.full) this.complete();
    this.list.put(work, n, tick, parameters, b);
    this.list.tellAt(this.crew.toldAt);
  }

  /**
   * Each thread has written its neurons from the place of its first one on. @param lists  words of the parameters: where they are,
   * and what belongs to each. @returns  how many there are, now side by side
   */
  private listed(parameters: number, n: number, ...lists: number[]): number {
    const { crew } = this;
    const threads = this.complete();
    const { words } = crew;
    const told = crew.toldAt >>> 2;
    let count = words[told]!;
    for (let k = 1; k < threads; k++) {
      const more = words[told + k]!;
      const from = crew.firstOf(n, k, threads);
      for (const list of lists) {
        const at = words[(parameters >>> 2) + list]! >>> 2;
        if (from !== count) words.copyWithin(at + count, at + from, at + from + more);
      }
      count += more;
    }
    return count;
  }
}

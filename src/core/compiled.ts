/**
 * What parts that have compiled kernels are given: memory on which those work, and the kernels. Parts know both by these
 * interfaces alone; without them they do the same, to the same bits, in TypeScript.
 */
type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

export interface Compiled {
  readonly kernels: NetworkKernels;
  /** Threads that may work at once: what the kernels need for themselves has room for each. */
  readonly shares: number;
  /**
   * All that the kernels were asked for is done: called before anything else reads or writes arrays that they work on. With one
   * thread it is at once.
   */
  complete(): void;
  /**
   * Moves values into the memory, behind them zeros up to a multiple of 64 bytes and 32 bytes at least. `use` is called with the
   * array that holds them from now on, and again, with another one at the same address, whenever the memory grows: the one
   * before is then of no length. Whoever keeps an array across a call that may move another one keeps it by `use`.
   * @throws RangeError where there is no room; the values then stay where they are
   */
  move<T extends Numbers>(values: T, use: (there: T) => void): void;
}

/** Addresses and lengths in bytes and numbers; see `assembly/network/`. */
export interface NetworkKernels {
  /** One step of lif-cond neurons from .. n - 1, as all steps. @returns  how many are over their thresholds */
  stepLifCond(parameters: number, from: number, n: number, flush: boolean): number;
  /** lif neurons take their input at a tick. @returns  how many are at their threshold */
  stepLif(
    parameters: number,
    from: number,
    n: number,
    tick: number,
    vRest: number,
    reach: number,
    perTick: number,
  ): number;
  /**
   * Neurons of other models go on to a tick: see `CompiledSteps`. @returns  how many are over their threshold; of lif-exp, which
   * takes its input, how many are to be looked at
   */
  stepAdex(parameters: number, from: number, n: number, tick: number): number;
  stepIzhikevich(parameters: number, from: number, n: number, tick: number): number;
  stepLifAlpha(parameters: number, from: number, n: number, tick: number): number;
  stepLifExp(parameters: number, from: number, n: number, tick: number): number;
  stepLifExpDriven(parameters: number, from: number, n: number, tick: number): number;
  stepLifMixed(parameters: number, from: number, n: number, tick: number): number;
  /** @param passes  whether time has passed since the last update */
  stepLifDriven(parameters: number, from: number, n: number, tick: number, passes: boolean): number;
  /** Input times a factor onto a state of each neuron; input is cleared. */
  takeInput(input: number, state: number, n: number, factor: number): void;
  /** Input onto v, lost where it is held (a byte for each neuron); input is cleared. */
  takeJumps(input: number, state: number, held: number, n: number): void;
  /** Rows of fixed synapses with delays of their own. @returns  how many slots have input that had none */
  addDelayed(
    parameters: number,
    rows: number,
    count: number,
    now: number,
    weight: number,
    single: boolean,
  ): number;
  /** Poisson spikes at each of neurons from .. n - 1, all of one rate: see `PoissonDrive`. */
  addPoisson(
    input: number,
    from: number,
    n: number,
    weight: number,
    limits: number,
    guide: number,
    common: number,
    commons: number,
    tickLow: number,
    tickHigh: number,
    k0: number,
    k1: number,
  ): void;
  /** The same where rates differ. */
  addPoissonEach(
    input: number,
    from: number,
    n: number,
    weight: number,
    none: number,
    mean: number,
    tickLow: number,
    tickHigh: number,
    k0: number,
    k1: number,
  ): void;
  /**
   * Rows of a sparse wiring that add one weight to each target; in single or double precision. Positions of row r lie between the
   * numbers at first + r * apart and last + r * apart.
   */
  addFixedSingle(
    input: number,
    first: number,
    last: number,
    apart: number,
    target: number,
    rows: number,
    count: number,
    weight: number,
  ): void;
  addFixedDouble(
    input: number,
    first: number,
    last: number,
    apart: number,
    target: number,
    rows: number,
    count: number,
    weight: number,
  ): void;
  /** Rows of a sparse wiring of a value each: single or double ones onto single or double sums. */
  addSingle(
    sum: number,
    first: number,
    last: number,
    apart: number,
    target: number,
    values: number,
    rows: number,
    count: number,
  ): void;
  addDouble(
    sum: number,
    first: number,
    last: number,
    apart: number,
    target: number,
    values: number,
    rows: number,
    count: number,
  ): void;
  addSingleToDouble(
    sum: number,
    first: number,
    last: number,
    apart: number,
    target: number,
    values: number,
    rows: number,
    count: number,
  ): void;
  /** Single values of sparse rows times a gain onto double input; `sum` is 0 before and after. */
  addSparseScaled(
    input: number,
    sum: number,
    first: number,
    last: number,
    apart: number,
    target: number,
    values: number,
    rows: number,
    count: number,
    gain: number,
  ): void;
  /** Rows of a full wiring of single values. */
  addRows(sum: number, values: number, stride: number, rows: number, count: number, n: number): void;
  addRowsToDouble(sum: number, values: number, stride: number, rows: number, count: number, n: number): void;
  /** Sums times a gain onto input of the same precision; sums are cleared. */
  addScaled(input: number, sum: number, gain: number, n: number): void;
  addScaledDouble(input: number, sum: number, gain: number, n: number): void;
  /** What a post event multiplies changes by, of each synapse of its column. */
  drawFactors(
    parameters: number,
    low: number,
    high: number,
    first: number,
    count: number,
    gain: number,
  ): void;
  /** What a post event is about to move, by cause: added to the ledger's sums. */
  bookColumn(
    parameters: number,
    records: number,
    column: number,
    first: number,
    count: number,
    start: number,
    length: number,
    dropped: number,
    weight: number,
  ): void;
  /** A post event on a column: replay, and change of its synapses. */
  closeColumn(
    parameters: number,
    records: number,
    ends: number,
    column: number,
    first: number,
    count: number,
    start: number,
    length: number,
    dropped: number,
  ): void;
  /** e^x, as in `elementary.ts`; for tests. */
  exp(x: number): number;
  /** V_pre alone on a row. @returns  sum of |dG| to first order, S */
  changeRow(parameters: number, begin: number, count: number, p: number, d: number): number;
}

/**
 * What the host sets before a call: sizes, constants and the addresses of arrays it has laid out in the memory.
 * Neuron arrays are padded to whole tiles of 16; rows of the state are `rowBytes` apart.
 */

// Sizes
export let nPre: i32 = 0;
export let nPost: i32 = 0;
export let tiles: i32 = 0;
export let rowBytes: i32 = 0;
/** Whether tiles are taken two at once where they can be; `order` then holds the first of every two. */
export let wide: bool = false;

// Neurons (single precision); see src/core/neuron/lif-cond.ts
export let decayE: f32 = 0;
export let decayI: f32 = 0;
/** dt / tauM */
export let leak: f32 = 0;
export let vRest: f32 = 0;
export let vReset: f32 = 0;
export let vThreshold: f32 = 0;
export let eExc: f32 = 0;
export let eInh: f32 = 0;
/** Smallest conductance kept, and the steps between two looks at it, which is how far a tile is taken at once. */
export let flushBelow: f32 = 0;
export let flushEvery: i32 = 1;
/** A chunk ends before so many input spikes are passed, but for those of its first step. */
export let chunkSpikes: i32 = i32.MAX_VALUE;
export let refractorySteps: i32 = 0;
export let thetaPlus: f64 = 0;
/** Weight per unit of state. */
export let readGain: f32 = 0;
export let inhibition: f32 = 0;
/** Whether the winner inhibits itself too. */
export let inhibitsSelf: bool = true;

// Devices (linear soft bounds)
export let learning: bool = false;
export let gMin: f32 = 0;
export let gMax: f32 = 0;
/** 1 / (Gmax - G0) and 1 / (G0 - Gmin), in both precisions. */
export let toUp: f32 = 0;
export let toDown: f32 = 0;
export let toUpWide: f64 = 0;
export let toDownWide: f64 = 0;
/** Factor of every event. */
export let gain: f64 = 1;
export let worthUp: f64 = 0;
export let worthDown: f64 = 0;
export let longestWait: i32 = 1;
export let hasGains: bool = false;
/** Whether each device has bounds of its own, and whether amplitudes of post waveforms differ. */
export let hasOwn: bool = false;
export let hasLevels: bool = false;
/** A c2c factor is max(0, location + scale z), z standard normal. Scale 0: every factor is 1. */
export let noiseLocation: f32 = 1;
export let noiseScale: f32 = 0;
export let noiseKey0: u32 = 0;
export let noiseKey1: u32 = 0;

// Waveforms, in ticks, and the table of pairs
export let preTicks: i32 = 0;
export let postTicks: i32 = 0;
export let postLead: i32 = 0;
export let tableStride: i32 = 0;
export let restP: f64 = 0;
export let restD: f64 = 0;

// Addresses
/** f32 [nPre][rowBytes / 4]: conductances. */
export let state: usize = 0;
/** f32, d2d factors laid out as the state, and by column: [tiles * 16][nPrePadded]. */
export let gainUp: usize = 0;
export let gainDown: usize = 0;
export let gainUpByColumn: usize = 0;
export let gainDownByColumn: usize = 0;
/** f32, bounds of each device, laid out as the gains. */
export let ownLow: usize = 0;
export let ownHigh: usize = 0;
export let ownLowByColumn: usize = 0;
export let ownHighByColumn: usize = 0;
/** Neuron arrays, f32 and i32, two sides each: the present state and the next. */
export let vA: usize = 0;
export let vB: usize = 0;
export let eA: usize = 0;
export let eB: usize = 0;
export let hA: usize = 0;
export let hB: usize = 0;
export let refractoryA: usize = 0;
export let refractoryB: usize = 0;
/** f32: inhibition that arrives at the next step; threshold with theta; theta. */
export let pending: usize = 0;
export let threshold: usize = 0;
export let theta: usize = 0;
/** i32: spikes of each neuron since the host cleared them. */
export let counts: usize = 0;
/** i32 per tile: last step done; last step in which one of its neurons is refractory; order in which tiles are done. */
export let doneTo: usize = 0;
export let refractoryTo: usize = 0;
export let order: usize = 0;
/** f32 per step of a chunk: uniform inhibition, its load 1 + leak * (1 + h), and what it adds to v. */
export let hOf: usize = 0;
export let loadOf: usize = 0;
export let cOf: usize = 0;
/** f32 [steps of a chunk][256]: what rows bring to a strip of 16 tiles. */
export let rowSums: usize = 0;

/** i32 [ticks + 2]: first input spike of each tick since the last `finish`. */
export let firstAt: usize = 0;
/** i32 per input spike: byte offset of its row; its row; its tick. */
export let rowOffset: usize = 0;
export let rowIndex: usize = 0;
export let tickIndex: usize = 0;
/** The same of pre waveforms: those are `firstAt`, `rowIndex` and `tickIndex` where all start on time; else the host makes them. */
export let startAt: usize = 0;
export let startRow: usize = 0;
export let startTick: usize = 0;
/** Ticks by which starts may be late; 0 where none is. */
export let late: i32 = 0;
/** i32 pairs (tick, row) in the order of drawing, and one more. */
export let drawn: usize = 0;
export let capacity: i32 = 0;
/** From this probability on gaps are drawn in single precision. */
export let singleFrom: f64 = 0;
/** f64 per row: probability of a spike in a tick. */
export let probability: usize = 0;
/** Of the rows that spike in a presentation, one after the other: i32 row; f64 1 / ln(1 - p), in fours. */
export let active: usize = 0;
export let perGap: usize = 0;
/** i32 per row: input spikes since the host cleared them. */
export let sourceCounts: usize = 0;
/** u32 [32]: what Philox gives at once; f32 [64]: vectors on their way, for engines that pair vectors from their stores on. */
export let philoxWords: usize = 0;
export let scratch: usize = 0;
/** u32 [BATCH]: random words; f32 [BATCH]: logarithms of the uniform numbers they stand for. */
export let words: usize = 0;
export let logs: usize = 0;

/** i32 pairs (tick, neuron) of output spikes since the last `finish`. */
export let outLog: usize = 0;

/**
 * Per entry [level][regime * tableStride + elapsed]: four f32, see postEventRecords, and the excess pair of them alone; two f64
 * (p, d) of V_pre alone by age.
 */
export let table: usize = 0;
export let excess: usize = 0;
export let lone: usize = 0;
/** Per row: f64 pairs waiting (p, d), i32 tick of the last pre start (-1 = none). */
export let waiting: usize = 0;
export let lastPre: usize = 0;
/** Passes over rows to come: f64 pairs (p, d) and i32 pairs (tick, row), one after the other. */
export let passes: usize = 0;
/** Rows before they were booked: f64 pair (p, d), i32 last start, i32 row. */
export let undo: usize = 0;
/** A bit for each input spike since the last `finish`; 0 between calls. */
export let marks: usize = 0;
/** i32 per row: 1 where the host follows its spikes; i32 pairs (tick, row) of those since the last `finish`. */
export let sampled: usize = 0;
export let followed: usize = 0;
/** Post events under way: i32 triples (column, start, event), and post starts to come: i32 pairs (tick, column). */
export let postEvents: usize = 0;
export let postQueue: usize = 0;
/** Replay of one post event, per row: i32 and a pair of f32; f32 factor of the event. */
export let origin: usize = 0;
export let sums: usize = 0;
export let factor: usize = 0;
/** Ledger of one post event: i32 per row, then a record per row met. */
export let entryOf: usize = 0;
export let entries: usize = 0;
/** Threads. How many may sit down beside the first, and how many a command has at most. 0 seats: one thread, own memory. */
export let seatCount: i32 = 0;
export let mostThreads: i32 = 1;
/** Looks at a word before a thread that waits for it goes to sleep. */
export let spinSteps: i32 = 0;
/** A cache line a seat; words that all threads share; two cache lines a thread; what the first tells the others. */
export let seats: usize = 0;
export let teamWords: usize = 0;
export let notes: usize = 0;
export let told: usize = 0;
/** Slots of events that are prepared: see `ahead.ts`. */
export let ahead: usize = 0;
/** Pieces of them that a thread prepares at every end of a chunk, whether it waits or not: for tests. */
export let piecesAhead: i32 = 0;
/** What the host changes between commands, as a thread that joins is told it. */
export function takeConstants(learns: bool, pairs: bool, factor: f64, rise: f64): void {
  learning = learns;
  wide = pairs;
  gain = factor;
  thetaPlus = rise;
}

/** f32 [2][MOST_AMOUNTS][tiles * 16]: |dG| of the columns of rows. */
export let amounts: usize = 0;
/** Events booked one by one; then every so many, for all of them. */
export let bookedFirst: i32 = 0;
export let bookedEvery: i32 = 1;

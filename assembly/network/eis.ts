/** What kernels of the lumped form of electrochemical synapses are told, as the host lays it out. */

// @ts-ignore: decorator
@unmanaged
export class Eis {
  state: usize;
  /** By position; 0 where devices do not differ. */
  gainUp: usize;
  gainDown: usize;
  ownLow: usize;
  ownHigh: usize;
  /** By column: position and row of its synapses; 0 where every row reaches every column. */
  member: usize;
  source: usize;
  /**
   * Starts of V_pre: tick, and number of the one before on the same row; number and tick of each row's latest,
   * and tick of the one before.
   */
  logTick: usize;
  previous: usize;
  latest: usize;
  latestTick: usize;
  earlierTick: usize;
  /** Row that a row is a part of; 0 where rows are whole. */
  wholeRow: usize;
  /** Of the event under way, by place within its column. */
  p: usize;
  d: usize;
  factor: usize;
  /** Room for the starts of a row, and for the places whose rows have started. */
  starts: usize;
  started: usize;
  /** Of each of these its start, and where its first piece lies. */
  pieces: usize;
  /** Sums of the ledger: paired, lone post, lone pre; and places that were met. */
  ledger: usize;
  /** Of a full wiring: positions from row to row. */
  stride: i32;
  /** Lengths of the waveforms, and entries of a regime, ticks. */
  preTicks: i32;
  postTicks: i32;
  tableStride: i32;
  gMin: f32;
  gMax: f32;
  toUp: f32;
  toDown: f32;
  noiseLocation: f32;
  noiseScale: f32;
  noiseKey0: u32;
  noiseKey1: u32;
  /** Columns; and of threads numbers from the room of one to that of the next: of places in a column, and of starts of a row. */
  nPost: i32;
  placesApart: i32;
  startsApart: i32;
}

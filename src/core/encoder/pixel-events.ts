/** Pixels that wait to be looked at, and the events that they have given. */

/** Pixels by the tick at which they are to be looked at: lists, of which a pixel is in one. */
export class Due {
  private readonly first: Int32Array;
  private readonly following: Int32Array;

  constructor(
    readonly size: number,
    readonly ticks: number,
  ) {
    this.first = new Int32Array(ticks).fill(-1);
    this.following = new Int32Array(size);
  }

  /** @param t  after the ticks that were taken; from the last on it is forgotten */
  put(pixel: number, t: number): void {
    if (!(t < this.ticks)) return;
    this.following[pixel] = this.first[t]!;
    this.first[t] = pixel;
  }

  /** @returns  -1 where there is none any more */
  take(t: number): number {
    const pixel = this.first[t]!;
    if (pixel >= 0) this.first[t] = this.following[pixel]!;
    return pixel;
  }
}

/** Events as they come, to be told by neuron. */
export class Events {
  private count = 0;
  private tick = new Int32Array(1024);
  private neuron = new Int32Array(1024);

  start(): void {
    this.count = 0;
  }

  add(t: number, neuron: number): void {
    if (this.count === this.tick.length) {
      const [tick, neurons] = [this.tick, this.neuron];
      this.tick = new Int32Array(2 * this.count);
      this.neuron = new Int32Array(2 * this.count);
      this.tick.set(tick);
      this.neuron.set(neurons);
    }
    this.tick[this.count] = t;
    this.neuron[this.count++] = neuron;
  }

  /** Neuron after neuron, each in the order of time. */
  eachByNeuron(size: number, tell: (t: number, neuron: number) => void): void {
    const end = new Int32Array(size + 1);
    for (let k = 0; k < this.count; k++) end[this.neuron[k]! + 1]!++;
    for (let j = 0; j < size; j++) end[j + 1]! += end[j]!;
    const order = new Int32Array(this.count);
    for (let k = 0; k < this.count; k++) order[end[this.neuron[k]!]!++] = k;
    for (const k of order) tell(this.tick[k]!, this.neuron[k]!);
  }
}

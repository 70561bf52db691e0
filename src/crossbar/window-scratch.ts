/** Per-row sums of one window and its maximal intervals; reused for every window. */
export class WindowScratch {
  /** Regime of each row at present, -1 = no pre waveform met yet; elapsed ticks of the window at which it began. */
  readonly regime: Int32Array;
  readonly since: Float64Array;
  readonly p: Float64Array;
  readonly d: Float64Array;
  readonly overlapP: Float64Array;
  readonly overlapD: Float64Array;
  readonly rows: Int32Array;
  touched = 0;
  readonly firstInterval: Int32Array;
  private readonly lastInterval: Int32Array;
  nextInterval = new Int32Array(1024);
  intervalPaired = new Uint8Array(1024);
  intervalP = new Float64Array(1024);
  intervalD = new Float64Array(1024);
  private intervals = 0;

  constructor(nPre: number) {
    this.regime = new Int32Array(nPre).fill(-1);
    this.since = new Float64Array(nPre);
    this.p = new Float64Array(nPre);
    this.d = new Float64Array(nPre);
    this.overlapP = new Float64Array(nPre);
    this.overlapD = new Float64Array(nPre);
    this.rows = new Int32Array(nPre);
    this.firstInterval = new Int32Array(nPre);
    this.lastInterval = new Int32Array(nPre);
  }

  clear(): void {
    for (let r = 0; r < this.touched; r++) this.regime[this.rows[r]!] = -1;
    this.touched = 0;
    this.intervals = 0;
  }

  /** A row's first regime, or a younger pre waveform before the window: the youngest counts. */
  begin(row: number, regime: number): void {
    if (this.regime[row]! < 0) {
      this.rows[this.touched++] = row;
      this.p[row] = 0;
      this.d[row] = 0;
      this.overlapP[row] = 0;
      this.overlapD[row] = 0;
      this.since[row] = 0;
      this.firstInterval[row] = -1;
      this.lastInterval[row] = -1;
    }
    this.regime[row] = regime;
  }

  /** Lengthen the row's last interval, or start one of the other kind. */
  add(row: number, paired: boolean, p: number, d: number): void {
    const last = this.lastInterval[row]!;
    if (last >= 0 && (this.intervalPaired[last] === 1) === paired) {
      this.intervalP[last]! += p;
      this.intervalD[last]! += d;
      return;
    }
    if (this.intervals === this.intervalP.length) this.grow();
    const x = this.intervals++;
    this.intervalPaired[x] = paired ? 1 : 0;
    this.intervalP[x] = p;
    this.intervalD[x] = d;
    this.nextInterval[x] = -1;
    if (last >= 0) this.nextInterval[last] = x;
    else this.firstInterval[row] = x;
    this.lastInterval[row] = x;
  }

  private grow(): void {
    const size = this.intervals * 2;
    const next = new Int32Array(size);
    const paired = new Uint8Array(size);
    const p = new Float64Array(size);
    const d = new Float64Array(size);
    next.set(this.nextInterval);
    paired.set(this.intervalPaired);
    p.set(this.intervalP);
    d.set(this.intervalD);
    this.nextInterval = next;
    this.intervalPaired = paired;
    this.intervalP = p;
    this.intervalD = d;
  }
}

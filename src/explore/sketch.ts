/** A wanted STDP curve that is drawn by hand, or read from a file: points by delta_t, of which each place has one. */

/** Places on the whole range of delta_t. */
const PLACES = 160;

/** delta_t (s) and change (S) of a file, and its text. */
export interface LoadedCurve {
  readonly text: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export class Sketch {
  private points = new Map<number, number>();
  private last: number | undefined;
  private file: LoadedCurve | undefined;

  /** delta_t of the points, s, ascending, and their changes, S. */
  get x(): readonly number[] {
    if (this.file) return this.file.x;
    return [...this.points.keys()].sort((a, b) => a - b);
  }

  get y(): readonly number[] {
    if (this.file) return this.file.y;
    return this.x.map((x) => this.points.get(x)!);
  }

  /** Whether it is a file's, which may be larger than the picture that is drawn into. */
  get loaded(): boolean {
    return this.file !== undefined;
  }

  /** A file in the place of what was drawn. */
  load(file: LoadedCurve): void {
    this.clear();
    this.file = file;
  }

  /**
   * A point by hand, in the place of a file; what lies between it and the last place drawn at follows in a line.
   * @param span  half width of delta_t, s
   */
  put(deltaT: number, change: number, span: number): void {
    if (this.file) this.clear();
    const width = (2 * span) / PLACES;
    const place = Math.round(Math.min(span, Math.max(-span, deltaT)) / width);
    const at = (k: number) => Number((k * width).toPrecision(9)) || 0;
    const before = this.last === undefined ? undefined : this.points.get(at(this.last));
    if (this.last !== undefined && before !== undefined && Math.abs(place - this.last) < PLACES / 8)
      for (let k = this.last; k !== place; k += Math.sign(place - this.last))
        this.points.set(at(k), before + ((change - before) * (k - this.last)) / (place - this.last));
    this.points.set(at(place), change);
    this.last = place;
  }

  clear(): void {
    this.points = new Map();
    this.last = undefined;
    this.file = undefined;
  }

  /** As `spikion design` reads a curve, which ends at 0 on either side. @throws RangeError for fewer than four points */
  text(): string {
    if (this.file) return this.file.text;
    const { x, y } = this;
    if (x.length < 4) throw new RangeError("draw the wanted curve into the STDP curve first");
    return ["delta_t_s,delta_g_S", ...x.map((dt, k) => `${dt},${y[k]}`), ""].join("\n");
  }
}

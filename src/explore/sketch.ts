/** A wanted STDP curve that is drawn by hand, or read from a file: points by delta_t, of which each place has one. */

/** Places on the whole range of delta_t. */
const PLACES = 160;

export class Sketch {
  private points = new Map<number, number>();
  private last: number | undefined;

  /** delta_t of the points, s, ascending, and their changes, S. */
  get x(): number[] {
    return [...this.points.keys()].sort((a, b) => a - b);
  }

  get y(): number[] {
    return this.x.map((x) => this.points.get(x)!);
  }

  /**
   * A point by hand; what lies between it and the last place drawn at follows in a line.
   * @param span  half width of delta_t, s
   */
  put(deltaT: number, change: number, span: number): void {
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
  }

  /** As `spikion design` reads a curve, which ends at 0 on either side. @throws RangeError for fewer than four points */
  text(): string {
    const { x, y } = this;
    if (x.length < 4) throw new RangeError("draw the wanted curve into the STDP curve first");
    return ["delta_t_s,delta_g_S", ...x.map((dt, k) => `${dt},${y[k]}`), ""].join("\n");
  }
}

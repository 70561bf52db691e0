/** Steps back and forth through states; what is dragged is one step. */
const MOST = 200;

export class History<T> {
  private readonly past: T[] = [];
  private readonly future: T[] = [];
  private now: T;
  /** What the present step is called; changes of one name in a row are one step. */
  private gesture: string | undefined;

  constructor(first: T) {
    this.now = first;
  }

  get state(): T {
    return this.now;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** @param gesture  changes of one gesture are undone together; each is a step of its own where left out */
  set(state: T, gesture?: string): void {
    if (gesture === undefined || gesture !== this.gesture) {
      this.past.push(this.now);
      if (this.past.length > MOST) this.past.shift();
    }
    this.gesture = gesture;
    this.future.length = 0;
    this.now = state;
  }

  /** The gesture is over: the next change is a step of its own. */
  endGesture(): void {
    this.gesture = undefined;
  }

  undo(): T {
    return this.step(this.past, this.future);
  }

  redo(): T {
    return this.step(this.future, this.past);
  }

  private step(from: T[], to: T[]): T {
    this.gesture = undefined;
    const next = from.pop();
    if (next === undefined) return this.now;
    to.push(this.now);
    this.now = next;
    return next;
  }
}

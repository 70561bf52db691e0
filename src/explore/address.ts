/** The page's address follows the state, no more often than browsers allow. */

/** Safari takes about 100 addresses in 30 s, Firefox 200 in 10 s; more are a SecurityError. ms */
const PAUSE = 300;
/** Until another try, after a browser has refused one. ms */
const RETRY = 3000;

export class AddressWriter {
  private wanted: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = Number.NEGATIVE_INFINITY;

  /** @param write  puts a link into the address; may throw, and is then asked again later */
  constructor(private readonly write: (link: string) => void) {}

  /** Soon: at most once every 300 ms, and always the last link given. */
  follow(link: string): void {
    this.wanted = link;
    this.timer ??= setTimeout(() => this.flush(), Math.max(0, this.last + PAUSE - Date.now()));
  }

  /** At once, at the end of a gesture. */
  settle(link: string): void {
    this.wanted = link;
    this.flush();
  }

  /** Another address was chosen: what is still to be written no longer counts. */
  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.wanted = undefined;
  }

  private flush(): void {
    const link = this.wanted;
    this.forget();
    if (link === undefined) return;
    this.last = Date.now();
    try {
      this.write(link);
    } catch {
      // The page goes on without; the address catches up.
      this.wanted = link;
      this.timer = setTimeout(() => this.flush(), RETRY);
    }
  }
}

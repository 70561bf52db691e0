/** The further threads of one kernel: started when they are first wanted, asked back when they have left. */
import type { KernelThread, Place, ThreadMeans } from "./threads.js";

/** Of a seat in the kernel's memory, as `assembly/team.ts` has them. */
const AWAY = 0;
/** Asked to sit down. */
const ASKED = 4;
/** Words between two seats. */
const APART = 16;

/** What a kernel's error means where several threads worked. */
export function threadFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "RuntimeError") return error;
  return new Error("a thread of the kernel has failed or does not answer; one thread alone: --threads 1", {
    cause: error,
  });
}

export class Team {
  private readonly threads: (KernelThread | undefined)[];

  /**
   * @param seats  words of the kernel's memory, shared
   * @param place  what the thread of a seat needs
   */
  constructor(
    private readonly means: ThreadMeans,
    private readonly seats: Int32Array,
    private readonly place: (seat: number) => Place,
    count: number,
  ) {
    this.threads = new Array<undefined>(count).fill(undefined);
  }

  /** Whoever is away is asked to come. They come when they can; a command goes to those who are there. */
  invite(most: number): void {
    for (let seat = 0; seat < this.threads.length && seat + 1 < most; seat++) {
      if (Atomics.compareExchange(this.seats, seat * APART, AWAY, ASKED) !== AWAY) continue;
      this.threads[seat] ??= this.started(seat);
      this.threads[seat]!.sit();
    }
  }

  private started(seat: number): KernelThread {
    try {
      return this.means.start(this.place(seat));
    } catch (error) {
      const failed = error instanceof Error ? error.message : String(error);
      return { failed, sit() {}, stop() {} };
    }
  }

  /** Why a thread does not work, in words; undefined where all do, as far as is known. */
  get failed(): string | undefined {
    return this.threads.find((thread) => thread?.failed !== undefined)?.failed;
  }

  /** Whether all are here that work; whoever is not is asked to come. */
  present(most: number): boolean {
    this.invite(most);
    for (let seat = 0; seat < this.threads.length && seat + 1 < most; seat++)
      if (Atomics.load(this.seats, seat * APART) === ASKED && this.threads[seat]?.failed === undefined)
        return false;
    return true;
  }

  /** How many have come and not left, `most` at most. */
  seated(most: number): number {
    let count = 0;
    for (let seat = 0; seat < this.threads.length && count < most; seat++) {
      const state = Atomics.load(this.seats, seat * APART);
      if (state !== AWAY && state !== ASKED) count++;
    }
    return count;
  }

  /** Wait until all have come. Public for tests and measurements. @returns  whether they have within `ms` */
  assembled(most: number, ms: number): boolean {
    this.invite(most);
    const end = performance.now() + ms;
    for (let seat = 0; seat < this.threads.length && seat + 1 < most; seat++)
      while (Atomics.load(this.seats, seat * APART) === ASKED) {
        if (performance.now() > end) return false;
        Atomics.wait(this.seats, seat * APART, ASKED, 1);
      }
    return true;
  }

  stop(): void {
    for (const thread of this.threads) thread?.stop();
    this.threads.fill(undefined);
    for (let seat = 0; seat < this.threads.length; seat++) Atomics.store(this.seats, seat * APART, AWAY);
  }
}

/** Further threads of a network's kernels: what they need on the shared memory, and lists of work that they do with the host's. */
import type { Compiled } from "../../core/compiled.js";
import { Team, threadFailure } from "../wasm/team.js";
import type { ThreadMeans } from "../wasm/threads.js";
import { beginOf } from "./cuts.js";
import type { Instance } from "./module.js";
import { TickPace } from "./tick-pace.js";

/** Looks at a word before a thread that waits for it sleeps; and where there are more threads than cores. */
const SPIN = 50_000;
const SPIN_CROWDED = 200;
/** Words between what different threads write. */
const LINE = 16;
const SHARED_WORDS = 128;
/** Of a thread alone, bytes: random words and numbers of spikes, parameters of a post event. */
const OWN = { philoxWords: 256, ownParameters: 192 };

export class Crew {
  /** The memory, as whole numbers and as bytes. */
  words: Int32Array = new Int32Array(0);
  bytes: Uint8Array = new Uint8Array(0);
  /** Where each thread tells a number. */
  toldAt = 0;
  /** Most threads that have taken part in a list so far, and how many in the last one. */
  took = 1;
  tookLast = 1;
  /** Ticks so far, and those of them in which further threads took part. */
  readonly ticks = { all: 0, shared: 0 };
  private pace: TickPace | undefined;
  private readonly team: Team;
  private most: number;

  /**
   * @param shares  of the targets: the host's thread and as many others as may come
   * @param watched  whether all of them work only where that is faster
   */
  constructor(
    readonly compiled: Compiled,
    private readonly instance: Instance,
    means: ThreadMeans,
    readonly shares: number,
    watched: boolean,
  ) {
    const { set } = instance;
    this.most = shares;
    const at = (words: number): number => {
      let address = 0;
      compiled.move(new Int32Array(words), (there) => {
        address = there.byteOffset;
      });
      return address;
    };
    let seats: Int32Array = new Int32Array(0);
    compiled.move(new Int32Array(LINE * (shares - 1)), (there) => {
      seats = there;
    });
    compiled.move(new Int32Array(shares), (there) => {
      this.toldAt = there.byteOffset;
      this.words = new Int32Array(there.buffer);
      this.bytes = new Uint8Array(there.buffer);
    });
    const common = {
      seats: seats.byteOffset,
      teamWords: at(SHARED_WORDS),
      notes: at(2 * LINE * shares),
      told: at(LINE),
      seatCount: shares - 1,
      mostThreads: shares,
      spinSteps: shares > means.cores ? SPIN_CROWDED : SPIN,
      shares,
    };
    const own = Array.from({ length: shares }, () =>
      Object.fromEntries(Object.entries(OWN).map(([name, bytes]) => [name, at(bytes / 4)])),
    );
    for (const [name, value] of Object.entries(common)) set(name, value);
    const { module, memory } = instance;
    const place = (seat: number) => ({ module, memory, seat, layout: { ...common, ...own[seat + 1]! } });
    this.team = new Team(means, seats, place, shares - 1);
    if (!watched) return;
    this.pace = new TickPace(() => this.team.present(shares));
    this.limit(1);
  }

  /** First of n targets of the k-th of so many threads. */
  firstOf(n: number, k: number, threads: number): number {
    return beginOf(n, Math.floor((this.shares * k) / threads), this.shares);
  }

  /** Ticks are about to follow each other. Those who are away are asked to come; they come when they can. */
  begin(): void {
    this.team.invite(this.most);
    this.pace?.begin();
  }

  /** A tick is over. */
  endTick(): void {
    const { pace, ticks } = this;
    ticks.all++;
    if (this.tookLast > 1) ticks.shared++;
    this.tookLast = 1;
    if (!pace) return;
    const { together } = pace;
    pace.end();
    if (pace.together !== together) this.limit(pace.together ? this.shares : 1);
  }

  /** Threads that may take part in the next list, about. */
  seated(): number {
    return 1 + this.team.seated(this.most - 1);
  }

  /** As `Team.assembled`. */
  assembled(ms: number): boolean {
    return this.team.assembled(this.pace ? this.shares : this.most, ms);
  }

  /** At most so many work from now on, whether that is faster or not. */
  use(most: number): void {
    this.pace = undefined;
    this.limit(most);
  }

  private limit(most: number): void {
    this.most = Math.min(most, this.shares);
    this.instance.set("mostThreads", this.most);
  }

  /** @returns  how many took part. @throws Error where one of them has failed */
  perform(list: number, count: number): number {
    const { kernels } = this.instance;
    try {
      const threads = kernels.perform(list, count);
      if (threads > this.took) this.took = threads;
      if (threads > this.tookLast) this.tookLast = threads;
      return threads;
    } catch (error) {
      kernels.breakUp();
      throw threadFailure(error);
    }
  }

  /** Further threads end. */
  release(): void {
    this.use(1);
    this.team.stop();
  }
}

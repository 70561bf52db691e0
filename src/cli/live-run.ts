/**
 * What a run tells whoever looks on: progress and notices as they come, receptive fields now and then. It rides on what a
 * run reports anyway, looks at synapses without touching them, and takes at most 1.6 % of the run's CPU time.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import type { Unit } from "../core/params.js";
import { courseOf, LIVE_FILE, LIVE_FOLDER, PICTURE, parseLive } from "../dashboard/live.js";
import type { FrontFacts } from "../experiment/kinds/classify/facts.js";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import type { Observation, Observe } from "../experiment/observe.js";
import type { Progress } from "../experiment/run.js";
import { LiveLog } from "../node/live-log.js";
import { regularSize, textOf } from "../node/looked-at.js";
import { encodePng } from "../report/formats/png.js";
import { fieldTiles } from "../report/plots/field-tiles.js";

/** Training images between two questions whether a picture is due. */
const EVERY = 50;
/** ms between pictures at least. */
const SHORTEST = 1000;
/** Of the run's CPU time, what pictures may take; the last one may go as far as LAST_SHARE. */
const SHARE = 0.013;
const LAST_SHARE = 0.016;
/** CPU ms of a first picture, before one was timed. */
const COLD = 25;
/** Pictures that are kept: when there are so many every other one goes, and they become rarer. */
const KEPT = 64;

export class LiveRun {
  private readonly log: LiveLog;
  private kept: { readonly file: string; readonly done: number }[] = [];
  /** Images between two pictures, at least. */
  private spacing = EVERY;
  private due = performance.now() + SHORTEST;
  private readonly before = process.cpuUsage();
  /** CPU ms of all pictures, and of the last one. */
  private spent = 0;
  private cost = COLD;

  /** @param from  images, or ticks, that were done before; undefined for a run from its start */
  constructor(
    private readonly dir: string,
    private readonly spec: ExperimentSpec,
    from: number | undefined,
  ) {
    if (from !== undefined) this.kept = picturesUpTo(dir, from);
    while (this.kept.length >= KEPT) this.thin();
    this.spacing = Math.max(EVERY, ...(this.kept.length > KEPT / 2 ? [leastApart(this.kept)] : []));
    this.log = new LiveLog(dir, from === undefined, { begin: { from: from ?? 0 } });
  }

  progress({ unit = "images", ...progress }: Progress): void {
    this.log.progress({ ...progress, unit });
  }

  notice(text: string): void {
    this.log.notice(text);
  }

  end(state: "finished" | "interrupted" | "failed", why?: string): void {
    this.log.end(why === undefined ? { state } : { state, why });
  }

  /** Absent where synapses are no receptive fields of pictures. */
  observe(): Observe | undefined {
    const { spec } = this;
    if (spec.kind !== "classify") return undefined;
    const { rows, cols } = spec.dataset.train;
    const front: Pick<FrontFacts, "shape"> | null = spec.front ? { shape: spec.front.end.shape } : null;
    const unit: Unit = spec.physics ? "S" : "1";
    return {
      every: EVERY,
      see: (observation) => this.see(observation, { plastic: spec.plastic, rows, cols, front, unit }),
    };
  }

  private see(
    { done, total, synapses }: Observation,
    of: {
      readonly plastic: string;
      readonly rows: number;
      readonly cols: number;
      readonly front: Pick<FrontFacts, "shape"> | null;
      readonly unit: Unit;
    },
  ): void {
    const last = done === total;
    const apart = done - (this.kept.at(-1)?.done ?? -Infinity);
    if (!last && (performance.now() < this.due || apart < this.spacing)) return;
    const began = cpuMs(this.before);
    if (this.spent + this.cost > (last ? LAST_SHARE : SHARE) * began) return;
    const view = synapses.get(of.plastic);
    if (!view) return;
    const { nPre, nPost } = view;
    const tiles = fieldTiles(
      { nPre, nPost, rows: of.rows, cols: of.cols, conductance: view.copy() },
      of.front,
    );
    if (!tiles) {
      this.due = Infinity;
      return;
    }
    const file = `${LIVE_FOLDER}/${String(done).padStart(8, "0")}.png`;
    const { image, low, high } = tiles;
    this.log.fields(
      { file, done, low, high, unit: of.unit },
      encodePng(image, (rows) => deflateSync(rows, { level: 3 })),
    );
    this.kept.push({ file, done });
    if (this.kept.length >= KEPT) this.thin();
    this.cost = cpuMs(this.before) - began;
    this.spent += this.cost;
    this.due = performance.now() + SHORTEST;
  }

  private thin(): void {
    const dropped = this.kept.filter((_, k) => k % 2 === 1);
    this.kept = this.kept.filter((_, k) => k % 2 === 0);
    this.spacing *= 2;
    for (const { file } of dropped) rmSync(join(this.dir, file), { force: true });
  }
}

/** Pictures of earlier starts that are still of this run; those of what is done again are removed. */
function picturesUpTo(dir: string, from: number): { readonly file: string; readonly done: number }[] {
  const there = courseOf(parseLive(textOf(join(dir, LIVE_FILE)) ?? "")).fields.filter(
    ({ file }) => PICTURE.test(file) && regularSize(dir, file) !== undefined,
  );
  for (const { file, done } of there) if (done > from) rmSync(join(dir, file), { force: true });
  return there.filter(({ done }) => done <= from);
}

/** Images between the two that are nearest to each other. */
function leastApart(kept: readonly { readonly done: number }[]): number {
  return Math.min(...kept.slice(1).map(({ done }, k) => done - kept[k]!.done));
}

/** Of this process since `before`. */
function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * What makes a test a test, held against the run itself: no test image among those that trained or labelled, nothing
 * that learns while it is tested, and the same settings for labelling and testing.
 */
import type { Crossbar } from "../../../crossbar/model.js";
import type { LabelledImages } from "../../../dataset/model.js";
import type { FrozenPhase } from "../../split-pass.js";
import { type FrozenPass, frozenPass, trainingPool } from "./frozen.js";
import type { ClassifySpec } from "./spec.js";

/** A run whose accuracy would mean nothing. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/** Of the test images this share may be among the training images: real sets have a few twins. */
const MOST_SHARED = 0.01;

/** 32-bit hash of a picture's pixels (FNV-1a); equal hashes are compared in full. */
function hashOf(pixels: Uint8Array, from: number, size: number): number {
  let h = 0x811c9dc5;
  for (let at = from; at < from + size; at++) h = Math.imul(h ^ pixels[at]!, 0x01000193);
  return h >>> 0;
}

function equal(a: LabelledImages, i: number, b: LabelledImages, k: number): boolean {
  const size = a.rows * a.cols;
  for (let x = 0; x < size; x++) if (a.pixels[i * size + x] !== b.pixels[k * size + x]) return false;
  return true;
}

/** Test images that are also among the images that training and labelling choose from, pixel by pixel. */
export function sharedImages(train: LabelledImages, pool: number, test: FrozenPass): number {
  const size = train.rows * train.cols;
  const known = imagesByHash(train, pool);
  let shared = 0;
  for (const k of test.index) {
    const twins = known.get(hashOf(test.images.pixels, k * size, size));
    if (twins?.some((i) => equal(train, i, test.images, k))) shared++;
  }
  return shared;
}

type ByHash = ReadonlyMap<number, readonly number[]>;

/** Of images that are there for several runs: a sweep of short ones would spend a tenth of its time here. */
const hashed = new WeakMap<LabelledImages, { readonly pool: number; readonly known: ByHash }>();

/** The first `pool` images, by the hash of their pixels. */
function imagesByHash(images: LabelledImages, pool: number): ByHash {
  const before = hashed.get(images);
  if (before?.pool === pool) return before.known;
  const size = images.rows * images.cols;
  const known = new Map<number, number[]>();
  for (let i = 0; i < pool; i++) {
    const h = hashOf(images.pixels, i * size, size);
    const twins = known.get(h);
    if (twins) twins.push(i);
    else known.set(h, [i]);
  }
  hashed.set(images, { pool, known });
  return known;
}

export class ProtocolGuard {
  /** Test images with a twin in the training pool. */
  readonly shared: number;
  private settings: string | undefined;

  /** @throws ProtocolError where the test images are training images */
  constructor(private readonly spec: ClassifySpec) {
    const test = frozenPass(spec, "test");
    this.shared = sharedImages(spec.dataset.train, trainingPool(spec), test);
    if (this.shared > MOST_SHARED * test.index.length)
      throw new ProtocolError(
        `dataset "${spec.dataset.name}": ${this.shared} of ${test.index.length} test images are also training images; accepted: at most ${100 * MOST_SHARED} %, or the accuracy would say nothing about new images`,
      );
  }

  /** @throws ProtocolError where something learns in a frozen pass, or the passes are not alike */
  begin(phase: FrozenPhase, crossbar: Pick<Crossbar, "learning">, thetaPlus: number): void {
    if (crossbar.learning || thetaPlus !== 0)
      throw new ProtocolError(
        `${phase}: ${crossbar.learning ? "synapses learn" : "thresholds adapt"} in a frozen pass`,
      );
    const { encoder, presentation } = this.spec;
    const settings = JSON.stringify({ encoder, presentation });
    if (this.settings !== undefined && this.settings !== settings)
      throw new ProtocolError(`${phase}: encoder or presentation are not those of the pass before`);
    this.settings = settings;
  }

  /** @throws ProtocolError where the network is another after the frozen passes */
  end(before: string, after: string): void {
    if (before !== after)
      throw new ProtocolError("weights or thresholds were changed by labelling or testing");
  }
}

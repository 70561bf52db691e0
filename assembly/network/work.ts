/**
 * A list of what kernels are to do, which the host writes and threads go through, each for its own shares of the targets: those
 * of neurons that it updates, of columns, of rows. What arrives at a target arrives in the order of the list, whoever adds it.
 */
import { me, threads } from "../meetings";
import { stepAdex } from "./adex";
import { closeColumn } from "./close";
import {
  addDouble, addFixedDouble, addFixedSingle, addRows, addRowsToDouble, addScaled, addScaledDouble, addSingle, addSingleToDouble,
  addSparseScaled,
} from "./deliver";
import { Eis } from "./eis";
import { drawFactors } from "./factors";
import { stepIzhikevich } from "./izhikevich";
import { stepLif } from "./lif";
import { stepLifAlpha } from "./lif-alpha";
import { stepLifCond } from "./lif-cond";
import { stepLifDriven } from "./lif-driven";
import { stepLifExp } from "./lif-exp";
import { stepLifExpDriven } from "./lif-exp-driven";
import { stepLifMixed } from "./lif-mixed";
import { addPoisson, addPoissonEach } from "./poisson";
import { addDelayedPart } from "./ring";
import { takeInput, takeJumps } from "./stepped";

/** Shares of the targets: as many as threads may come. */
export let shares: i32 = 1;
/** Room for a copy of the largest record of parameters. */
export let ownParameters: usize = 0;

/** Neurons of a share are a multiple of this: whole cache lines, and whole blocks of every kernel. */
export const WHOLE: i32 = 64;

/** One thing to do; the fields of each kind are listed in src/engine/compiled/work-list.ts. */
// @ts-ignore: decorator
@unmanaged
export class Item {
  kind: i32;
  /** Targets. */
  n: i32;
  a: i32;
  b: i32;
  c: i32;
  d: i32;
  e: i32;
  f: i32;
  g: i32;
  h: i32;
  i: i32;
  j: i32;
  k: i32;
  l: i32;
  unused0: i32;
  unused1: i32;
  x: f64;
  y: f64;
  z: f64;
  w: f64;
}

export const ITEM_BYTES: i32 = offsetof<Item>();

/** First target of share s of n, the end of share s - 1. */
// @ts-ignore: decorator
@inline
function beginOf(n: i32, s: i32): i32 {
  return min(n, (((n + WHOLE - 1) / WHOLE) * s) / shares * WHOLE);
}

/** This thread's part of the list. */
export function work(list: usize, count: i32): void {
  const s = (shares * me) / threads;
  const e = (shares * (me + 1)) / threads;
  const end = list + <usize>(count * ITEM_BYTES);
  for (let at = list; at < end; at += ITEM_BYTES) {
    const o = changetype<Item>(at);
    const from = beginOf(o.n, s);
    const to = beginOf(o.n, e);
    if (from == to) {
      if (o.k != 0) store<i32>(o.k + (me << 2), 0);
      continue;
    }
    // Of sparse rows: places where this thread's part of each begins and ends.
    const first = <usize>o.b + (s << 2);
    const last = <usize>o.b + (e << 2);
    const singles = from << 2;
    const doubles = from << 3;
    switch (o.kind) {
      case 0: addFixedSingle(o.a, first, last, o.c, o.d, o.e, o.f, o.x); break;
      case 1: addFixedDouble(o.a, first, last, o.c, o.d, o.e, o.f, o.x); break;
      case 2: addSingle(o.a, first, last, o.c, o.d, o.g, o.e, o.f); break;
      case 3: addDouble(o.a, first, last, o.c, o.d, o.g, o.e, o.f); break;
      case 4: addSingleToDouble(o.a, first, last, o.c, o.d, o.g, o.e, o.f); break;
      case 5: addSparseScaled(o.a, o.h, first, last, o.c, o.d, o.g, o.e, o.f, o.x); break;
      case 6: addRows(o.a + singles, o.b + singles, o.c, o.e, o.f, to - from); break;
      case 7: addRowsToDouble(o.a + doubles, o.b + singles, o.c, o.e, o.f, to - from); break;
      case 8: addScaled(o.a + singles, o.b + singles, <f32>o.x, to - from); break;
      case 9: addScaledDouble(o.a + doubles, o.b + doubles, o.x, to - from); break;
      case 10: addPoisson(o.a, from, to, o.x, o.b, o.c, o.d, o.e, o.f, o.g, o.h, o.i); break;
      case 11: addPoissonEach(o.a, from, to, o.x, o.b, o.c, o.f, o.g, o.h, o.i); break;
      case 12: takeInput(o.a + doubles, o.b + doubles, to - from, o.x); break;
      case 13: takeJumps(o.a + doubles, o.b + doubles, o.c + from, to - from); break;
      case 14: addDelayedPart(o.a, first, last, o.c, from, to, o.e, o.f, o.g, o.x, o.h != 0); break;
      case 15: if (o.d >= from && o.d < to) close(o); break;
      case 16: tell(o, stepLif(o.a, from, to, o.x, o.y, o.z, o.w)); break;
      case 17: tell(o, stepLifExp(o.a, from, to, o.x)); break;
      case 18: tell(o, stepLifCond(o.a, from, to, o.b != 0)); break;
      case 19: tell(o, stepAdex(o.a, from, to, o.x)); break;
      case 20: tell(o, stepIzhikevich(o.a, from, to, o.x)); break;
      case 21: tell(o, stepLifAlpha(o.a, from, to, o.x)); break;
      case 22: tell(o, stepLifExpDriven(o.a, from, to, o.x)); break;
      case 23: tell(o, stepLifMixed(o.a, from, to, o.x)); break;
      case 24: tell(o, stepLifDriven(o.a, from, to, o.x, o.b != 0)); break;
      default: unreachable();
    }
  }
}

/** How many of this thread's neurons are listed. */
// @ts-ignore: decorator
@inline
function tell(o: Item, count: i32): void {
  store<i32>(o.k + (me << 2), count);
}

/** A post event, in the room that this thread has for it. */
function close(o: Item): void {
  let eis = <usize>o.a;
  if (me > 0) {
    memory.copy(ownParameters, eis, offsetof<Eis>());
    eis = ownParameters;
    const own = changetype<Eis>(eis);
    const places = <usize>(own.placesApart * me) << 2;
    own.p += places;
    own.d += places;
    own.factor += places;
    own.started += places;
    own.pieces += places << 1;
    own.starts += <usize>(own.startsApart * me) << 2;
  }
  drawFactors(eis, o.h, o.i, o.e, o.f, o.z);
  closeColumn(eis, o.b, o.c, o.d, o.e, o.f, o.x, o.g, o.y);
}

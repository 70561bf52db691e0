/** Rows of a projection onto its targets; see src/engine/deliver.ts and src/crossbar/kernels/reference.ts. */

// Row r of a sparse wiring: positions from the number at first + r * apart to that at last + r * apart. Of a share of the
// targets these are places in a table beside the wiring.

// @ts-ignore: decorator
@inline
function bound(places: usize, row: i32, apart: i32): usize {
  return <usize>load<i32>(places + <usize>(row * apart)) << 2;
}

/** A single sum and a double weight: added in double precision, rounded once. */
export function addFixedSingle(
  input: usize, first: usize, last: usize, apart: i32, target: usize, rows: usize, count: i32, weight: f64,
): void {
  for (let r = 0; r < count; r++) {
    const row = load<i32>(rows + (r << 2));
    const end = target + bound(last, row, apart);
    for (let t = target + bound(first, row, apart); t < end; t += 4) {
      const at = input + (<usize>load<i32>(t) << 2);
      store<f32>(at, <f32>(<f64>load<f32>(at) + weight));
    }
  }
}

export function addFixedDouble(
  input: usize, first: usize, last: usize, apart: i32, target: usize, rows: usize, count: i32, weight: f64,
): void {
  for (let r = 0; r < count; r++) {
    const row = load<i32>(rows + (r << 2));
    const end = target + bound(last, row, apart);
    let t = target + bound(first, row, apart);
    for (; t + 16 <= end; t += 16) {
      addTo(input, <usize>load<i32>(t) << 3, weight);
      addTo(input, <usize>load<i32>(t, 4) << 3, weight);
      addTo(input, <usize>load<i32>(t, 8) << 3, weight);
      addTo(input, <usize>load<i32>(t, 12) << 3, weight);
    }
    for (; t < end; t += 4) addTo(input, <usize>load<i32>(t) << 3, weight);
  }
}

// @ts-ignore: decorator
@inline
function addTo(input: usize, place: usize, weight: f64): void {
  const at = input + place;
  store<f64>(at, load<f64>(at) + weight);
}

export function addSingle(
  sum: usize, first: usize, last: usize, apart: i32, target: usize, values: usize, rows: usize, count: i32,
): void {
  for (let r = 0; r < count; r++) {
    const row = load<i32>(rows + (r << 2));
    const end = bound(last, row, apart);
    for (let x = bound(first, row, apart); x < end; x += 4) {
      const at = sum + (<usize>load<i32>(target + x) << 2);
      store<f32>(at, load<f32>(at) + load<f32>(values + x));
    }
  }
}

export function addDouble(
  sum: usize, first: usize, last: usize, apart: i32, target: usize, values: usize, rows: usize, count: i32,
): void {
  for (let r = 0; r < count; r++) {
    const row = load<i32>(rows + (r << 2));
    const end = bound(last, row, apart);
    for (let x = bound(first, row, apart); x < end; x += 4)
      addTo(sum, <usize>load<i32>(target + x) << 3, load<f64>(values + (x << 1)));
  }
}

export function addSingleToDouble(
  sum: usize, first: usize, last: usize, apart: i32, target: usize, values: usize, rows: usize, count: i32,
): void {
  for (let r = 0; r < count; r++) {
    const row = load<i32>(rows + (r << 2));
    const end = bound(last, row, apart);
    for (let x = bound(first, row, apart); x < end; x += 4)
      addTo(sum, <usize>load<i32>(target + x) << 3, <f64>load<f32>(values + x));
  }
}

/**
 * Single values times a gain onto double input, by way of sums that are 0 before and after. Only the rows' targets are looked
 * at: of a target that comes twice nothing is left the second time.
 */
export function addSparseScaled(
  input: usize, sum: usize, first: usize, last: usize, apart: i32, target: usize, values: usize, rows: usize, count: i32, gain: f64,
): void {
  addSingleToDouble(sum, first, last, apart, target, values, rows, count);
  for (let r = 0; r < count; r++) {
    const row = load<i32>(rows + (r << 2));
    const end = target + bound(last, row, apart);
    for (let t = target + bound(first, row, apart); t < end; t += 4) {
      const own = <usize>load<i32>(t) << 3;
      addTo(input, own, gain * load<f64>(sum + own));
      store<f64>(sum + own, 0);
    }
  }
}

/** Rows of a full wiring, `stride` numbers apart; sums and rows reach to whole vectors. */
export function addRows(sum: usize, values: usize, stride: i32, rows: usize, count: i32, n: i32): void {
  const last = <usize>n << 2;
  const apart = <usize>stride << 2;
  let r = 0;
  for (; r + 4 <= count; r += 4) {
    const a = values + <usize>load<i32>(rows + (r << 2)) * apart;
    const b = values + <usize>load<i32>(rows + (r << 2), 4) * apart;
    const c = values + <usize>load<i32>(rows + (r << 2), 8) * apart;
    const d = values + <usize>load<i32>(rows + (r << 2), 12) * apart;
    for (let x: usize = 0; x < last; x += 16) {
      let s = f32x4.add(v128.load(sum + x), v128.load(a + x));
      s = f32x4.add(s, v128.load(b + x));
      s = f32x4.add(s, v128.load(c + x));
      v128.store(sum + x, f32x4.add(s, v128.load(d + x)));
    }
  }
  for (; r < count; r++) {
    const a = values + <usize>load<i32>(rows + (r << 2)) * apart;
    for (let x: usize = 0; x < last; x += 16)
      v128.store(sum + x, f32x4.add(v128.load(sum + x), v128.load(a + x)));
  }
}

/** Sums times a gain onto single input; sums are cleared. */
export function addScaled(input: usize, sum: usize, gain: f32, n: i32): void {
  const k = f32x4.splat(gain);
  const zero = f32x4.splat(0);
  for (let x: usize = 0, last = <usize>n << 2; x < last; x += 16) {
    v128.store(input + x, f32x4.add(v128.load(input + x), f32x4.mul(k, v128.load(sum + x))));
    v128.store(sum + x, zero);
  }
}

/** Rows of a full wiring of single values onto double sums. */
export function addRowsToDouble(sum: usize, values: usize, stride: i32, rows: usize, count: i32, n: i32): void {
  const last = <usize>n << 2;
  const apart = <usize>stride << 2;
  let r = 0;
  for (; r + 2 <= count; r += 2) {
    const a = values + <usize>load<i32>(rows + (r << 2)) * apart;
    const b = values + <usize>load<i32>(rows + (r << 2), 4) * apart;
    for (let x: usize = 0; x < last; x += 8) {
      const s = f64x2.add(v128.load(sum + (x << 1)), wide(a + x));
      v128.store(sum + (x << 1), f64x2.add(s, wide(b + x)));
    }
  }
  if (r < count) {
    const a = values + <usize>load<i32>(rows + (r << 2)) * apart;
    for (let x: usize = 0; x < last; x += 8)
      v128.store(sum + (x << 1), f64x2.add(v128.load(sum + (x << 1)), wide(a + x)));
  }
}

/** Two single numbers as doubles. */
// @ts-ignore: decorator
@inline
function wide(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** Double sums times a gain onto double input; sums are cleared. */
export function addScaledDouble(input: usize, sum: usize, gain: f64, n: i32): void {
  const k = f64x2.splat(gain);
  const zero = f64x2.splat(0);
  for (let x: usize = 0, last = <usize>n << 3; x < last; x += 16) {
    v128.store(input + x, f64x2.add(v128.load(input + x), f64x2.mul(k, v128.load(sum + x))));
    v128.store(sum + x, zero);
  }
}

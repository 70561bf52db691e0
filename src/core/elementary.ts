/**
 * exp and ln of our own: engines differ in the last bits of Math.exp and Math.log, and a run's hash must not.
 * Only +, -, *, / and bit patterns are used, which IEEE 754 fixes. Relative error below 3e-16.
 */
const LN2_HIGH = 0.6931471803691238; // upper 32 bits of ln 2: k * LN2_HIGH is exact for |k| < 2^20
const LN2_LOW = 1.9082149292705877e-10;
const bits = new DataView(new ArrayBuffer(8));

/** 2^k for -1022 <= k <= 1023, exactly, at k + 1022. */
const POWERS = new Float64Array(2046);
for (let k = 0, power = 2.2250738585072014e-308; k < POWERS.length; k++, power *= 2) POWERS[k] = power;

function powerOfTwo(k: number): number {
  return POWERS[k + 1022]!;
}

/** e^x; 0 below -745, Infinity above 709.78. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.78) return Number.POSITIVE_INFINITY;
  if (x < -745.13) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  // Taylor series of e^r - 1 for |r| <= ln(2)/2, in Horner's form: the first term left out is below 1e-17.
  let p = 1 / 87178291200;
  p = p * r + 1 / 6227020800;
  p = p * r + 1 / 479001600;
  p = p * r + 1 / 39916800;
  p = p * r + 1 / 3628800;
  p = p * r + 1 / 362880;
  p = p * r + 1 / 40320;
  p = p * r + 1 / 5040;
  p = p * r + 1 / 720;
  p = p * r + 1 / 120;
  p = p * r + 1 / 24;
  p = p * r + 1 / 6;
  p = p * r + 0.5;
  const e = 1 + (r + r * r * p);
  if (k >= -1022 && k <= 1023) return e * powerOfTwo(k);
  // Two factors, so that results near the ends of the range neither overflow nor vanish early.
  return k > 0 ? e * powerOfTwo(k - 1) * 2 : e * powerOfTwo(k + 60) * powerOfTwo(-60);
}

/** Natural logarithm of a positive finite number; -Infinity at 0, NaN below. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let shift = 0;
  let y = x;
  if (x < 2.2250738585072014e-308) {
    y = x * 18014398509481984; // 2^54: out of the subnormals
    shift = -54;
  }
  bits.setFloat64(0, y);
  const exponent = (bits.getUint32(0) >>> 20) - 1023;
  let k = exponent + shift;
  let m = exponent === 1023 ? y * 0.5 * powerOfTwo(-1022) : y * powerOfTwo(-exponent);
  if (m > Math.SQRT2) {
    m *= 0.5;
    k++;
  }
  // ln m = 2 atanh(s), s = (m-1)/(m+1), |s| <= 0.1716: odd series up to s^21.
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  let p = 1 / 21;
  p = p * z + 1 / 19;
  p = p * z + 1 / 17;
  p = p * z + 1 / 15;
  p = p * z + 1 / 13;
  p = p * z + 1 / 11;
  p = p * z + 1 / 9;
  p = p * z + 1 / 7;
  p = p * z + 1 / 5;
  p = p * z + 1 / 3;
  return k * LN2_HIGH + (2 * s + (2 * s * z * p + k * LN2_LOW));
}

/** 1 - e^-x, accurate for small x: series below 1/8 (first term left out is below 1e-18), e^-x above. */
export function oneMinusExpMinus(x: number): number {
  if (x > 0.125 || x < -0.125) return 1 - exp(-x);
  let p = 1 - x * (1 / 11);
  p = 1 - x * 0.1 * p;
  p = 1 - x * (1 / 9) * p;
  p = 1 - x * 0.125 * p;
  p = 1 - x * (1 / 7) * p;
  p = 1 - x * (1 / 6) * p;
  p = 1 - x * 0.2 * p;
  p = 1 - x * 0.25 * p;
  p = 1 - x * (1 / 3) * p;
  p = 1 - x * 0.5 * p;
  return x * p;
}

/** ln(1 + y), accurate for small y. */
export function lnOnePlus(y: number): number {
  if (y > 0.2 || y < -0.2) return ln(1 + y);
  const s = y / (2 + y);
  const z = s * s;
  // 2 atanh(s), |s| < 1/9: the first term left out is below 1e-16 of the first.
  let p = 1 / 15;
  p = p * z + 1 / 13;
  p = p * z + 1 / 11;
  p = p * z + 1 / 9;
  p = p * z + 1 / 7;
  p = p * z + 1 / 5;
  p = p * z + 1 / 3;
  return 2 * s * (1 + z * p);
}

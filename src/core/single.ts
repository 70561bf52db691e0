/**
 * Elementary functions in single precision, each operation rounded (`Math.fround`) in the order written, so that
 * SIMD lanes give the same bits. Relative errors are a few units in the last place of a float (1e-7).
 */
const f = Math.fround;

const LOG2E = f(Math.LOG2E);
/** ln 2 in two parts: k * LN2_HIGH is exact for |k| < 2^15. */
const LN2_HIGH = f(0.693359375);
const LN2_LOW = f(-2.121944400546906e-4);
/** e^-87 is the last above the subnormals of single precision. */
const LARGEST = f(87);
const T7 = f(1 / 5040);
const T6 = f(1 / 720);
const T5 = f(1 / 120);
const T4 = f(1 / 24);
const T3 = f(1 / 6);

const bits = new DataView(new ArrayBuffer(4));

function fromBits(x: number): number {
  bits.setInt32(0, x);
  return bits.getFloat32(0);
}

/**
 * 1 - e^-x, accurate for small x: the share of the room to a soft bound that an event takes. Negative x are events in
 * excess over V_pre alone which V_post weakens; below -87 they are cut to it.
 * With x = k ln 2 + r, 1 - e^-x = (1 - 2^-k) + 2^-k (1 - e^-r); the series of 1 - e^-r for |r| <= ln(2)/2 leaves
 * out terms below 2e-8 of the first.
 */
export function oneMinusExpMinusSingle(x: number): number {
  const bounded = x < LARGEST ? x : LARGEST;
  const y = bounded > -LARGEST ? bounded : -LARGEST;
  const k = Math.floor(f(f(y * LOG2E) + 0.5));
  const r = f(f(y - f(k * LN2_HIGH)) - f(k * LN2_LOW));
  let p = f(T6 - f(r * T7));
  p = f(T5 - f(r * p));
  p = f(T4 - f(r * p));
  p = f(T3 - f(r * p));
  p = f(0.5 - f(r * p));
  p = f(1 - f(r * p));
  const scale = fromBits((127 - k) << 23);
  return f(f(1 - scale) + f(scale * f(r * p)));
}

const SQRT2 = f(Math.SQRT2);
const A9 = f(1 / 9);
const A7 = f(1 / 7);
const A5 = f(1 / 5);
const A3 = f(1 / 3);
const LN2 = f(Math.LN2);

/** ln x for a normal x > 0: x = 2^k m, ln m = 2 atanh((m-1)/(m+1)), series to the ninth power. */
export function lnSingle(x: number): number {
  bits.setFloat32(0, x);
  const word = bits.getInt32(0);
  let k = (word >> 23) - 127;
  let m = fromBits((word & 0x007fffff) | 0x3f800000);
  if (m > SQRT2) {
    m = f(m * 0.5);
    k++;
  }
  const g = f(m - 1);
  const s = f(g / f(2 + g));
  const z = f(s * s);
  let p = f(f(z * A9) + A7);
  p = f(f(z * p) + A5);
  p = f(f(z * p) + A3);
  p = f(f(z * p) + 1);
  return f(f(k * LN2) + f(f(2 * s) * p));
}

const STEP = f(2 ** -24);

/** Uniform in (0, 1], on a grid of 2^-24, from the upper 24 of 32 random bits. */
export function uniformSingle(word: number): number {
  return f(((word >>> 8) + 1) * STEP);
}

const HALF_PI = Math.PI / 2;
const SQUARE = HALF_PI * HALF_PI;
const S1 = f(HALF_PI);
const S3 = f(-(HALF_PI * SQUARE) / 6);
const S5 = f((HALF_PI * SQUARE * SQUARE) / 120);
const S7 = f(-(HALF_PI * SQUARE * SQUARE * SQUARE) / 5040);
const S9 = f((HALF_PI * SQUARE * SQUARE * SQUARE * SQUARE) / 362880);
const C2 = f(-SQUARE / 2);
const C4 = f((SQUARE * SQUARE) / 24);
const C6 = f(-(SQUARE * SQUARE * SQUARE) / 720);
const C8 = f((SQUARE * SQUARE * SQUARE * SQUARE) / 40320);
const RADII = f(2 ** -20);
const ANGLES = f(2 ** -10);

/**
 * One of the two independent standard normals that a random word holds (Box and Muller 1958): 20 bits of radius, so that
 * |x| <= 5.27, and 12 bits of angle, in quarter turns.
 * @param sine  which of the two
 */
export function normalOf(word: number, sine: boolean): number {
  const radius = f(Math.sqrt(f(-2 * lnSingle(f(((word >>> 12) + 1) * RADII)))));
  const turn = f((word & 4095) * ANGLES);
  const quarter = Math.floor(f(turn + 0.5));
  const r = f(turn - quarter);
  const z = f(r * r);
  let s = f(f(z * S9) + S7);
  s = f(f(z * s) + S5);
  s = f(f(z * s) + S3);
  s = f(r * f(f(z * s) + S1));
  let c = f(f(z * C8) + C6);
  c = f(f(z * c) + C4);
  c = f(f(z * c) + C2);
  c = f(f(z * c) + 1);
  // A quarter turn exchanges sine and cosine, two change the sign.
  const swapped = (quarter & 1) === 1;
  const value = sine === swapped ? c : s;
  const negative = sine ? (quarter & 2) !== 0 : ((quarter + 1) & 2) !== 0;
  return f(radius * (negative ? -value : value));
}

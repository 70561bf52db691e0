/**
 * Field-enhanced hopping through the electrolyte in series with charge transfer at its two interfaces, all carrying
 * one current, which is the rate r of the conductance (x = V - vOc):
 *
 *   x = Ve asinh(r/rh) + Vi asinh(r/ri)
 *   Ve = 2 k T t / (q l)      hopping over a distance l in the field x/t (Mott-Davis)
 *   Vi = n 2 k T / q          n Butler-Volmer interfaces with transfer coefficient 1/2
 *   rh, ri ~ exp(-Ea/kT)      Arrhenius, each with its own activation energy
 *
 * Solved for z = asinh(r/r1), r1 the smaller of rh and ri, by Newton: x(z) is then convex and the start lies above
 * the root, so every step comes down to it. Because x is known as a function of r, the antiderivative R = x r - integral of x dr has a closed form:
 *
 *   R = sum over both of Vk r^2 / (sqrt(r^2 + rk^2) + rk)
 *
 * Not modelled: an ohmic drop, temperature rise by the current, hysteresis.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.1 (both mechanisms are named there)
 */
import { exp, ln } from "../elementary.js";
import { asinh, cosh, sinh } from "../hyperbolic.js";
import { defaults, type ParamTable } from "../params.js";
import type { RateLaw } from "./model.js";

/** Boltzmann constant, J/K, and elementary charge, C: exact in the SI of 2019. */
const BOLTZMANN = 1.380649e-23;
const CHARGE = 1.602176634e-19;
/** Temperature at which rh and ri are given, K: 20 °C. */
const REFERENCE = 293.15;

export const doc =
  "field-enhanced hopping in series with Butler-Volmer interfaces: thickness and temperature by physics";
export const source =
  "Huang 2025, sec. 2.1 names both mechanisms; their series connection and all constants are fitted to its two ratios";

export const params = {
  thickness: {
    unit: "m",
    default: 14e-9,
    min: 0,
    open: true,
    doc: "electrolyte; the field is voltage over thickness",
    source: "Huang 2025, sec. 2.1: 7 or 14 nm",
  },
  temperature: {
    unit: "K",
    default: REFERENCE,
    min: 200,
    max: 500,
    doc: "temperature",
    source: "Huang 2025, experimental section: 20 °C for the composition of PdHx; taken for all measurements",
  },
  hopLength: {
    unit: "m",
    default: 1.158094575283806e-9,
    min: 0,
    open: true,
    doc: "hopping distance l",
    source: "fitted to 60x and 1000x (Huang 2025, sec. 2.1) at 14 nm and 20 °C",
  },
  interfaces: {
    unit: "1",
    default: 2,
    min: 0,
    open: true,
    doc: "Butler-Volmer interfaces in series",
    source: "two: gate side and channel side of the electrolyte",
  },
  hopRate: {
    unit: "S/s",
    default: 39.56863810320872e-9,
    min: 0,
    open: true,
    doc: "rh at 20 °C",
    source: "fitted to 60x and 1000x; scale assumed: 5 nS/s at 2 V (no rates in the text)",
  },
  interfaceRate: {
    unit: "S/s",
    default: 5.431616026176088e-17,
    min: 0,
    open: true,
    doc: "ri at 20 °C",
    source: "fitted to 60x and 1000x; scale assumed: 5 nS/s at 2 V (no rates in the text)",
  },
  hopActivation: {
    unit: "V",
    default: 0.55,
    min: 0,
    doc: "activation energy of rh per elementary charge (0.55 eV)",
    source: "assumed: of the order of proton conduction in oxides; the paper gives none",
  },
  interfaceActivation: {
    unit: "V",
    default: 0.65,
    min: 0,
    doc: "activation energy of ri per elementary charge (0.65 eV)",
    source: "assumed: charge transfer somewhat more activated than hopping; the paper gives none",
  },
} as const satisfies ParamTable;

/** Above this z, sinh z is e^z/2 to the last digit. */
const LARGE = 30;

export function create(values: Readonly<Record<string, number>>, vOc: number): RateLaw {
  const p = { ...defaults(params), ...values };
  const thermal = (BOLTZMANN * p.temperature) / CHARGE;
  const ve = (2 * thermal * p.thickness) / p.hopLength;
  const vi = p.interfaces * 2 * thermal;
  const colder = (CHARGE / BOLTZMANN) * (1 / REFERENCE - 1 / p.temperature);
  const rh = p.hopRate * exp(p.hopActivation * colder);
  const ri = p.interfaceRate * exp(p.interfaceActivation * colder);
  // The process that limits small currents first: it decides what z is.
  const [v1, r1, v2, r2] = ri <= rh ? [vi, ri, ve, rh] : [ve, rh, vi, ri];
  const contrast = ln(r2 / r1);

  /** z = asinh(r/r1) at x >= 0. */
  const solve = (x: number): number => {
    let z = Math.min(x / v1, (x + v2 * contrast) / (v1 + v2));
    for (let round = 0; round < 60; round++) {
      const step = (v2 * other(z, contrast) + v1 * z - x) / (v2 * otherSlope(z, contrast) + v1);
      z -= step;
      if (!(Math.abs(step) > 1e-15 * z)) break;
    }
    return z;
  };
  const magnitude = (x: number): number => r1 * sinh(solve(x));
  return {
    vOc,
    rate: (v) => (v >= vOc ? magnitude(v - vOc) : -magnitude(vOc - v)),
    antiderivative: (v) => {
      const r = magnitude(Math.abs(v - vOc));
      // r^2 would overflow; no waveform comes near.
      if (r > 1e150) return Number.POSITIVE_INFINITY;
      const part = (volts: number, scale: number) =>
        (volts * r * r) / (Math.sqrt(r * r + scale * scale) + scale);
      return part(ve, rh) + part(vi, ri);
    },
  };
}

/** asinh(r/r2) for r = r1 sinh z and r2/r1 = e^contrast, contrast >= 0. */
function other(z: number, contrast: number): number {
  if (z <= LARGE) return asinh(sinh(z) * exp(-contrast));
  const y = z - contrast;
  return y > LARGE ? y : asinh(0.5 * exp(y));
}

/** Derivative of `other` by z. */
function otherSlope(z: number, contrast: number): number {
  if (z > LARGE) return 1 / Math.sqrt(1 + 4 * exp(2 * (contrast - z)));
  const s = sinh(z) * exp(-contrast);
  return (cosh(z) * exp(-contrast)) / Math.sqrt(1 + s * s);
}

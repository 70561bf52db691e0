/** How fast ions move the conductance at a gate voltage: dG/dt = r(V), before the state bounds. */
export interface RateLaw {
  /** Gate voltage of no net ion flow (open-circuit voltage), V. */
  readonly vOc: number;
  /** r(V), S/s; positive above `vOc` (insertion), negative below. */
  rate(v: number): number;
  /** R(V) = the integral of r from `vOc` to V, S·V/s; never negative. */
  antiderivative(v: number): number;
}

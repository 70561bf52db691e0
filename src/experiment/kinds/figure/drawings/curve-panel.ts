/** The panel of one STDP curve: as integrated, and with the paper's common factor where there is one. */
import type { Panel } from "../../../panel.js";

/**
 * @param deltaT  t_post - t_pre, s
 * @param change  of Eq. (1), S
 * @param factor  the paper's common factor; 1 draws one line
 * @param band  around the curve as integrated, S
 */
export function curvePanel(
  title: string,
  deltaT: Float64Array,
  change: Float64Array,
  factor: number,
  band?: { readonly low: Float64Array; readonly high: Float64Array },
): Panel {
  const scaledBand = band && { low: band.low.map((s) => factor * s), high: band.high.map((s) => factor * s) };
  const raw = { name: "Eq. (1)", x: deltaT, y: change };
  return {
    id: "stdp",
    title,
    x: { label: "Δt = t_post − t_pre", unit: "s" },
    y: { label: "ΔG", unit: "S" },
    series:
      factor === 1
        ? [{ ...raw, mark: "line", ...band }]
        : [
            { ...raw, mark: "dashed", colour: 6 },
            {
              name: `Eq. (1) × ${factor}, the paper's common factor`,
              x: deltaT,
              y: change.map((s) => factor * s),
              ...scaledBand,
              mark: "line",
              colour: 0,
            },
          ],
    columns: 6,
  };
}

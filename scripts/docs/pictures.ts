/** Small pictures of the gallery, drawn in the colour of the text around them, so that they fit light and dark pages. */
import type { NetworkSpec } from "../../src/network/spec.js";

const WIDTH = 340;
const HEIGHT = 150;

/** An STDP curve. @param deltaT  s @param change  S */
export function curvePicture(deltaT: Float64Array, change: Float64Array, label: string): string {
  const span = Math.max(...Array.from(deltaT, Math.abs));
  const peak = Math.max(...Array.from(change, Math.abs)) || 1;
  const x = (t: number): string => (WIDTH / 2 + (t / span) * (WIDTH / 2 - 10)).toFixed(1);
  const y = (g: number): string => (HEIGHT / 2 - (g / peak) * (HEIGHT / 2 - 18)).toFixed(1);
  const path = Array.from(deltaT, (t, k) => `${k === 0 ? "M" : "L"}${x(t)} ${y(change[k]!)}`).join("");
  const axis = `<path d="M10 ${HEIGHT / 2}H${WIDTH - 10}M${WIDTH / 2} 8V${HEIGHT - 8}" stroke="currentColor" opacity=".35"/>`;
  const words = `<text x="${WIDTH - 10}" y="${HEIGHT - 8}" text-anchor="end">Δt, ±${short(span, "s")}</text><text x="${WIDTH / 2 + 6}" y="18">ΔG, ±${short(peak, "S")}</text>`;
  return svg(
    label,
    `${axis}<path d="${path}" fill="none" stroke="var(--vp-c-brand-1, #0072b2)" stroke-width="2"/>${words}`,
  );
}

/** Populations from left to right, with the projections between them; plastic ones are thick. */
export function networkPicture({ populations, projections }: NetworkSpec, label: string): string {
  const shown = populations.slice(0, 5);
  const step = WIDTH / shown.length;
  const centre = new Map(shown.map(({ name }, k) => [name, step * (k + 0.5)]));
  const boxes = shown.map(({ name, size }) => {
    const at = centre.get(name)!;
    const half = Math.min(48, step / 2 - 6);
    return `<rect x="${at - half}" y="58" width="${2 * half}" height="40" rx="6" fill="none" stroke="currentColor" opacity=".6"/><text x="${at}" y="74" text-anchor="middle">${name.slice(0, 12)}</text><text x="${at}" y="90" text-anchor="middle" opacity=".7">${size.toLocaleString("en")}</text>`;
  });
  const arcs = projections.map(({ from, to, synapse, weight, receptor }) => {
    const [a, b] = [centre.get(from), centre.get(to)];
    if (a === undefined || b === undefined) return "";
    const style = synapse
      ? 'stroke="var(--vp-c-brand-1, #0072b2)" stroke-width="2.5"'
      : `stroke="currentColor" stroke-width="1"${(weight ?? 0) < 0 || receptor === "inhibitory" ? ' stroke-dasharray="4 3"' : ""}`;
    const path =
      a === b
        ? `M${a - 14} 98C${a - 34} 140 ${a + 34} 140 ${a + 14} 98`
        : `M${a} 58C${a} ${58 - Math.min(44, 20 + Math.abs(b - a) / 8)} ${b} ${58 - Math.min(44, 20 + Math.abs(b - a) / 8)} ${b} 58`;
    return `<path d="${path}" fill="none" ${style}/>`;
  });
  return svg(label, boxes.join("") + arcs.join(""));
}

function svg(label: string, body: string): string {
  return `<svg class="small-picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${label.replace(/["<>&{}]/g, "")}" fill="currentColor" font-size="11">${body}</svg>`;
}

/** With a prefix, two digits. */
function short(x: number, unit: string): string {
  const prefixes = ["", "m", "µ", "n", "p", "f"];
  const k = Math.min(5, Math.max(0, -Math.floor(Math.log10(x) / 3)));
  return `${Number((x * 1000 ** k).toPrecision(2))} ${prefixes[k]}${unit}`;
}

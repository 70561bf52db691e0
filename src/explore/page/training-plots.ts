/** Small drawings beside the receptive fields: running accuracy, conductances, spikes. */
import { el, svg } from "./dom.js";

/** Drawings are 300 wide. */
const WIDTH = 300;

/** @param accuracies  images done, and the fraction that was right of late */
export function drawCourse(
  into: SVGElement,
  accuracies: readonly (readonly [done: number, right: number])[],
  total: number,
): void {
  const line = accuracies.map(
    ([done, right]) => `${((WIDTH * done) / total).toFixed(1)},${(84 - 78 * right).toFixed(1)}`,
  );
  into.replaceChildren(
    ...[0, 0.5, 1].flatMap((right) => [
      svg("line", { x1: 0, x2: WIDTH, y1: 84 - 78 * right, y2: 84 - 78 * right, class: "grid" }),
      svg("text", { x: 2, y: 82 - 78 * right + (right === 1 ? 11 : 0), class: "tick" }, `${100 * right} %`),
    ]),
    svg("polyline", { points: line.join(" "), class: "curve accuracy" }),
  );
}

export function drawBins(into: SVGElement, histogram: Uint32Array): void {
  const most = Math.max(...histogram);
  const width = WIDTH / histogram.length;
  const caption = (x: number, anchor: string, text: string) =>
    svg("text", { x, y: 67, class: "tick", "text-anchor": anchor }, text);
  into.replaceChildren(
    ...Array.from(histogram, (count, k) => {
      const height = 54 * Math.sqrt(count / most);
      return svg("rect", { x: k * width, y: 54 - height, width: width - 1, height, class: "bin" });
    }),
    caption(0, "start", "gMin"),
    caption(WIDTH, "end", "gMax"),
    caption(WIDTH / 2, "middle", "conductances"),
  );
}

/** @param counts  spikes of each neuron for the picture */
export function drawSpikes(into: SVGElement, counts: Int32Array): void {
  const most = Math.max(1, ...counts);
  const width = WIDTH / counts.length;
  const bars = Array.from(counts, (count, j) => {
    const height = (32 * count) / most;
    return count === 0
      ? []
      : [
          svg("rect", {
            x: j * width,
            y: 34 - height,
            width: Math.max(1, width * 0.8),
            height,
            class: "spikes",
          }),
        ];
  });
  into.replaceChildren(
    svg("line", { x1: 0, x2: WIDTH, y1: 34, y2: 34, class: "grid" }),
    ...bars.flat(),
    svg("text", { x: 0, y: 47, class: "tick" }, `spikes by neuron; most: ${Math.max(...counts)}`),
  );
}

/** Spikes of one neuron for the pictures that were looked at last, the newest on the right, each with its digit. */
export function neuronSpikes(
  recent: readonly { readonly counts: Int32Array; readonly label: number }[],
  neuron: number,
): HTMLElement {
  const most = Math.max(1, ...recent.map(({ counts }) => counts[neuron]!));
  const width = 12;
  const bars = recent.flatMap(({ counts, label }, k) => {
    const count = counts[neuron]!;
    const height = (40 * count) / most;
    const middle = (k + 0.5) * width;
    return [
      svg("rect", { x: k * width + 1, y: 42 - height, width: width - 2, height, class: "spikes" }),
      svg("text", { x: middle, y: 54, class: "tick", "text-anchor": "middle" }, String(label)),
    ];
  });
  const whole = width * recent.length;
  const drawing = svg(
    "svg",
    {
      viewBox: `0 0 ${whole} 58`,
      width: whole,
      height: 58,
      role: "img",
      "aria-label": `spikes for the last ${recent.length} pictures looked at, at most ${most}`,
    },
    svg("line", { x1: 0, x2: whole, y1: 42, y2: 42, class: "grid" }),
    ...bars,
  );
  // Where there is no room the oldest are not seen.
  return el("div", { class: "neuron-spikes" }, drawing);
}

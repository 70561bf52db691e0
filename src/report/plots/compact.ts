/** An SVG picture in fewer bytes: what no eye sees is left out. */

/** Tenths of a pixel are seen by nobody, and are most of a file. */
const PLACES = / (?:d|cx|cy|x|y|x1|x2|y1|y2|width|height|transform)="[^"]*"/g;
/** How far a line may leave its points, in pixels. */
const TOLERANCE = 0.15;
/** Places of dots that are many: two in a pixel. */
const DOT_STEP = 0.5;
/** Marks of one group from which on they become one path. */
const MANY = 40;

export function compact(svg: string): string {
  return joined(svg)
    .replace(/ d="(M[^"]*L[^"]*)"/g, (whole, path: string) =>
      /^[ML\d.,Z-]*$/.test(path) ? ` d="${path.split(/(?=M)/).map(chained).join("")}"` : whole,
    )
    .replace(PLACES, (attribute) =>
      attribute.replace(/-?\d+\.\d{2,}(?![\de])/g, (number) => written(Number(number))),
    );
}

/** Dots of one size and bars of one colour as one path each. */
function joined(svg: string): string {
  return svg
    .replace(
      /<g ([^>]*)>((?:<circle r="[\d.]+" cy="[\d.]+" cx="[\d.]+" \/>)+)<\/g>/g,
      (whole, of: string, inside: string) => {
        const dots = [...inside.matchAll(/r="([\d.]+)" cy="([\d.]+)" cx="([\d.]+)"/g)];
        if (dots.length < MANY || / stroke="/.test(` ${of}`)) return whole;
        const strokes = of.replace(/fill(-opacity)?="/g, 'stroke$1="');
        const path = dotted(dots.map(([, , y, x]) => [Number(x), Number(y)]));
        return `<g ${strokes} stroke-linecap="round" stroke-width="${2 * Number(dots[0]![1])}"><path d="${path}" /></g>`;
      },
    )
    .replace(
      /<g ([^>]*)>((?:<line y2="[\d.]+" y1="[\d.]+" x2="[\d.]+" x1="[\d.]+" \/>)+)<\/g>/g,
      (whole, of: string, inside: string) => {
        const bars = [...inside.matchAll(/y2="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" x1="([\d.]+)"/g)];
        if (bars.length < MANY) return whole;
        const path = bars.map(([, y2, y1, x2, x1]) => `M${x1},${y1}L${x2},${y2}`).join("");
        return `<g ${of}><path d="${path}" /></g>`;
      },
    );
}

type Point = readonly [x: number, y: number];

/** Row by row, each dot from the one before: lines of no length with round ends. Those at one place are one. */
function dotted(dots: readonly Point[]): string {
  const at = (v: number) => Math.round(v / DOT_STEP);
  const rows = dots.map(([x, y]): Point => [at(x), at(y)]).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  let path = "";
  let [lastX, lastY] = [0, 0];
  for (const [k, [x, y]] of rows.entries()) {
    if (k > 0 && x === lastX && y === lastY) continue;
    path += `${k === 0 ? "M" : "m"}${written(DOT_STEP * (x - lastX))},${written(DOT_STEP * (y - lastY))}z`;
    [lastX, lastY] = [x, y];
  }
  return path;
}

/** A line whose points are written from the one before. */
function chained(path: string): string {
  const end = path.endsWith("Z") ? "z" : "";
  const whole = path
    .replace(/^M|Z$/g, "")
    .split("L")
    .map((text) => text.split(",").map(Number) as unknown as Point);
  const [first, ...rest] = (whole.length > 8 ? thinned(whole) : whole).map(
    ([x, y]): Point => [tenths(x), tenths(y)],
  );
  let [lastX, lastY] = first!;
  const steps = rest.map(([x, y]) => {
    const step = `${written((x - lastX) / 10)},${written((y - lastY) / 10)}`;
    [lastX, lastY] = [x, y];
    return step;
  });
  const start = `M${written(first![0] / 10)},${written(first![1] / 10)}`;
  return `${start}${steps.length > 0 ? "l" : ""}${steps.join(" ")}${end}`.replaceAll(/[ ,](?=-)/g, "");
}

function tenths(x: number): number {
  return Math.round(10 * x);
}

/** In tenths, without a 0 before the point. */
function written(x: number): string {
  return String(Number(x.toFixed(1))).replace(/^(-?)0\./, "$1.");
}

/** Points of a line without those that it passes by anyway (Douglas and Peucker 1973). */
function thinned(points: readonly Point[]): Point[] {
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let [worst, at] = [TOLERANCE, -1];
    for (let k = from + 1; k < to; k++) {
      const off = distance(points[k]!, points[from]!, points[to]!);
      if (off > worst) [worst, at] = [off, k];
    }
    if (at < 0) continue;
    kept[at] = 1;
    open.push([from, at], [at, to]);
  }
  return points.filter((_, k) => kept[k] === 1);
}

/** From a point to the line between two others. */
function distance([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length2;
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x0 - nearest * dx, y - y0 - nearest * dy);
}

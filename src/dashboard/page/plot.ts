/** Curves of several runs over one axis: told apart by colour and by dashes; read with the pointer or the arrow keys. */
import type { Unit } from "../../core/params.js";
import { formatQuantity } from "../../core/units.js";
import { el, svg } from "../../explore/page/dom.js";
import { axisText, scaleFor, ticks } from "../../explore/ticks.js";

export interface PlotSeries {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** 95 % interval of each. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  /** Dots where there are few values. */
  readonly dots?: boolean;
}
export interface PlotAxis {
  readonly label: string;
  readonly unit: Unit;
  readonly percent?: boolean;
  readonly log?: boolean;
}
export interface PlotContent {
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly PlotSeries[];
  /** Across: "allowed loss". */
  readonly lines?: readonly { readonly y: number; readonly text: string }[];
}

const LEFT = 62;
const RIGHT = 16;
/** Width of a digit of a tick, px. */
const DIGIT = 7;
const TOP = 26;
const BOTTOM = 42;
/** Points of a path: more than a screen has pixels for. */
const MOST_POINTS = 1500;

export class Plot {
  readonly element = el("figure", { class: "plot" });
  private readonly drawing: SVGSVGElement;
  private readonly legend = el("figcaption", { class: "legend" });
  private readonly readout = el("p", { class: "readout" });
  private content: PlotContent | undefined;
  private width = 640;
  private at: number | undefined;
  private frame = { x: [0, 1] as [number, number], y: [0, 1] as [number, number] };

  constructor(
    private readonly title: string,
    private readonly height = 280,
  ) {
    this.drawing = svg("svg", { class: "chart", tabindex: 0, role: "img" });
    this.drawing.addEventListener("pointermove", (event) => this.point(event));
    this.drawing.addEventListener("pointerleave", () => this.move(undefined));
    this.drawing.addEventListener("keydown", (event) => this.key(event));
    this.element.append(el("h3", {}, title), this.drawing, this.readout, this.legend);
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry!.contentRect.width);
      if (width < 50 || width === this.width) return;
      this.width = width;
      this.draw();
    }).observe(this.drawing);
  }

  show(content: PlotContent): void {
    this.content = content;
    this.draw();
  }

  private draw(): void {
    const { content, width, height } = this;
    if (!content) return;
    const { x, series, lines = [] } = content;
    const xs = series.flatMap((s) => s.x.map((v) => place(v, x)).filter(Number.isFinite));
    const ys = series.flatMap((s) => [...s.y, ...(s.low ?? []), ...(s.high ?? [])]).filter(Number.isFinite);
    this.frame = { x: range(xs, 0), y: range([...ys, ...lines.map((line) => line.y)], 0.06) };
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.drawing.setAttribute("height", String(height));
    this.drawing.setAttribute(
      "aria-label",
      `${this.title}. ${series.map((s) => this.summary(s)).join("; ")}`,
    );
    const across = lines.flatMap(({ y: at, text }) => [
      svg("line", { class: "allowed", x1: LEFT, x2: width - RIGHT, y1: this.py(at), y2: this.py(at) }),
      svg("text", { class: "tick", x: width - RIGHT, y: this.py(at) - 5, "text-anchor": "end" }, text),
    ]);
    this.drawing.replaceChildren(
      ...this.axes(content),
      ...across,
      ...series.flatMap((s, k) => this.series(s, k)),
    );
    const keys = series.map(({ name }, k) => el("span", { class: "key" }, line(k), el("span", {}, name)));
    this.legend.replaceChildren(...keys);
    this.legend.hidden = series.length < 2;
    this.cursor();
  }

  private summary({ name, x, y }: PlotSeries): string {
    if (y.length === 0) return `${name}: nothing yet`;
    return `${name}: ${this.text(y[0]!, "y")} at ${this.text(x[0]!, "x")}, ${this.text(y.at(-1)!, "y")} at ${this.text(x.at(-1)!, "x")}`;
  }

  private text(value: number, which: "x" | "y"): string {
    const { unit, percent } = this.content![which];
    if (percent) return `${Number((100 * value).toPrecision(4))} %`;
    return unit === "1" ? String(Number(value.toPrecision(5))) : formatQuantity(value, unit, 4);
  }

  private px(x: number): number {
    const [low, high] = this.frame.x;
    return LEFT + ((x - low) / (high - low)) * (this.width - LEFT - RIGHT);
  }

  private py(y: number): number {
    const [low, high] = this.frame.y;
    return TOP + ((high - y) / (high - low)) * (this.height - TOP - BOTTOM);
  }

  private series({ x, y, low, high, dots }: PlotSeries, k: number): SVGElement[] {
    const axis = this.content!.x;
    const step = Math.max(1, Math.ceil(x.length / MOST_POINTS));
    const kept = x.flatMap((_, i) =>
      (i % step === 0 || i === x.length - 1) && Number.isFinite(y[i]) ? [i] : [],
    );
    const path = (values: readonly number[], order: readonly number[]) =>
      order.map((i) => `${this.px(place(x[i]!, axis)).toFixed(1)},${this.py(values[i]!).toFixed(1)}`);
    const band =
      low && high
        ? [
            svg("path", {
              class: `band ${colour(k)}`,
              d: `M${[...path(high, kept), ...path(low, [...kept].reverse())].join("L")}Z`,
            }),
          ]
        : [];
    const points = path(y, kept);
    const curve = svg("path", {
      class: `curve ${colour(k)}`,
      d: points.length > 0 ? `M${points.join("L")}` : "",
    });
    const few = dots || kept.length < 12;
    const marks = few
      ? kept.map((i) =>
          svg("circle", {
            class: `dot ${colour(k)}`,
            r: 3.5,
            cx: this.px(place(x[i]!, axis)),
            cy: this.py(y[i]!),
          }),
        )
      : [];
    return [...(kept.length > 0 ? band : []), curve, ...marks];
  }

  private axes({ x, y }: PlotContent): SVGElement[] {
    const { width, height } = this;
    const bottom = height - BOTTOM;
    const nodes: SVGElement[] = [];
    const scale = (axis: PlotAxis, [low, high]: readonly number[]) =>
      axis.percent
        ? { factor: 0.01, unit: "%" }
        : axis.unit === "1"
          ? { factor: 1, unit: "" }
          : scaleFor(Math.max(Math.abs(low!), Math.abs(high!)), axis.unit);
    const named = ({ label }: PlotAxis, unit: string) => (unit === "" ? label : `${label} (${unit})`);
    const ends = x.log ? this.frame.x.map((v) => 10 ** v) : this.frame.x;
    const xScale = scale(x, ends);
    for (const at of ticks(...this.frame.x, width / 100)) {
      const value = x.log ? 10 ** at : at;
      nodes.push(svg("line", { x1: this.px(at), x2: this.px(at), y1: TOP, y2: bottom, class: "grid" }));
      const text = axisText(value, xScale.factor);
      // The last one may reach over the edge.
      const over = this.px(at) + (text.length * DIGIT) / 2 > width;
      const place = over ? { x: width, "text-anchor": "end" } : { x: this.px(at), "text-anchor": "middle" };
      nodes.push(svg("text", { ...place, y: bottom + 16, class: "tick" }, text));
    }
    const yScale = scale(y, this.frame.y);
    for (const at of ticks(...this.frame.y, height / 50)) {
      nodes.push(
        svg("line", { x1: LEFT, x2: width - RIGHT, y1: this.py(at), y2: this.py(at), class: "grid" }),
      );
      nodes.push(
        svg(
          "text",
          { x: LEFT - 7, y: this.py(at) + 4, "text-anchor": "end", class: "tick" },
          axisText(at, yScale.factor),
        ),
      );
    }
    nodes.push(
      svg(
        "text",
        { x: width - RIGHT, y: height - 6, "text-anchor": "end", class: "label" },
        named(x, xScale.unit),
      ),
    );
    nodes.push(svg("text", { x: 4, y: 14, "text-anchor": "start", class: "label" }, named(y, yScale.unit)));
    return nodes;
  }

  private point({ clientX }: PointerEvent): void {
    const { left, width } = this.drawing.getBoundingClientRect();
    const share = ((clientX - left) / width) * this.width;
    const [low, high] = this.frame.x;
    this.move(low + ((share - LEFT) / (this.width - LEFT - RIGHT)) * (high - low));
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || !this.content) return;
    event.preventDefault();
    const stops = [
      ...new Set(this.content.series.flatMap((s) => s.x.map((v) => place(v, this.content!.x)))),
    ].sort((a, b) => a - b);
    const now = this.at === undefined ? -1 : stops.findLastIndex((stop) => stop <= this.at!);
    this.move(stops[Math.min(stops.length - 1, Math.max(0, now + step))]);
  }

  private move(at: number | undefined): void {
    this.at = at;
    this.cursor();
  }

  /** What each curve is at the cursor. */
  private cursor(): void {
    for (const old of this.drawing.querySelectorAll(".cursor")) old.remove();
    this.readout.replaceChildren();
    const { content, at } = this;
    if (!content || at === undefined) return;
    const values = content.series.flatMap(({ name, x, y }, k) => {
      const i = nearest(x, at, content.x);
      return i === undefined || !Number.isFinite(y[i]) ? [] : [{ name, k, x: x[i]!, y: y[i]! }];
    });
    if (values.length === 0) return;
    const px = this.px(place(values[0]!.x, content.x));
    this.drawing.append(svg("line", { class: "cursor", x1: px, x2: px, y1: TOP, y2: this.height - BOTTOM }));
    this.readout.append(
      `${content.x.label} ${this.text(values[0]!.x, "x")}: `,
      ...values.map(({ name, k, y }) =>
        el(
          "span",
          { class: "key" },
          line(k),
          `${content.series.length > 1 ? `${name} ` : ""}${this.text(y, "y")}`,
        ),
      ),
    );
  }
}

const COLOURS = 7;
const colour = (k: number) => `c${k % COLOURS} d${Math.floor(k / COLOURS) % 3}`;

/** A piece of a curve, for legends. */
function line(k: number): SVGSVGElement {
  return svg(
    "svg",
    { width: 24, height: 10, "aria-hidden": "true" },
    svg("path", { class: `curve ${colour(k)}`, d: "M1,5H23" }),
  );
}

function place(value: number, { log }: PlotAxis): number {
  return log ? Math.log10(value) : value;
}

function nearest(x: readonly number[], at: number, axis: PlotAxis): number | undefined {
  let best: number | undefined;
  let least = Infinity;
  for (const [i, value] of x.entries()) {
    const distance = Math.abs(place(value, axis) - at);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

function range(values: readonly number[], room: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  if (!(low <= high)) return [0, 1];
  const width = high - low || Math.abs(high) || 1;
  return high === low ? [low - width / 2, high + width / 2] : [low - room * width, high + room * width];
}

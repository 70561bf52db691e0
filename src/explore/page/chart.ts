/** Curves over two axes, drawn anew for every change; colours come from the style sheet by the name of each curve. */
import type { Unit } from "../../core/params.js";
import { axisText, scaleFor, ticks } from "../ticks.js";
import { svg } from "./dom.js";

export interface Curve {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}
export interface Mark {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly text?: string;
  /** The text stands below the point, clear of a curve that rises from it. */
  readonly below?: boolean;
}
export interface Frame {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  readonly xUnit: Unit;
  readonly yUnit: Unit;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Decades up; `y` is then of logarithms to base 10. */
  readonly logY?: boolean;
}

const LEFT = 58;
const RIGHT = 14;
const TOP = 22;
const BOTTOM = 40;

export class Chart {
  readonly element: SVGSVGElement;
  /** Above the curves, kept between drawings: what can be dragged. */
  readonly front = svg("g");
  private readonly axes = svg("g", { class: "axes" });
  private readonly curves = svg("g", { class: "curves" });
  private readonly caption = svg("title");
  private width = 560;
  private last: [Frame, readonly Curve[], readonly Mark[]] | undefined;
  private frame: Frame | undefined;

  /** @param resized  called after another width has been taken */
  constructor(
    title: string,
    private readonly height: number,
    resized?: () => void,
  ) {
    this.element = svg(
      "svg",
      { class: "chart", role: "group", "aria-label": title },
      this.caption,
      this.axes,
      this.curves,
      this.front,
    );
    this.caption.textContent = title;
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry!.contentRect.width);
      if (width < 50 || width === this.width) return;
      this.width = width;
      if (this.last) this.draw(...this.last);
      resized?.();
    }).observe(this.element);
  }

  /** Pixels of a value, and back. */
  px(x: number): number {
    const [low, high] = this.frame!.x;
    return LEFT + ((x - low) / (high - low)) * (this.width - LEFT - RIGHT);
  }
  py(y: number): number {
    const [low, high] = this.frame!.y;
    return TOP + ((high - y) / (high - low)) * (this.height - TOP - BOTTOM);
  }
  xAt(px: number): number {
    const [low, high] = this.frame!.x;
    return low + ((px - LEFT) / (this.width - LEFT - RIGHT)) * (high - low);
  }
  yAt(py: number): number {
    const [low, high] = this.frame!.y;
    return high - ((py - TOP) / (this.height - TOP - BOTTOM)) * (high - low);
  }

  /** Where a pointer is within the drawing, in values. */
  pointer({ clientX, clientY }: MouseEvent): [x: number, y: number] {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    return [
      this.xAt(((clientX - left) / width) * this.width),
      this.yAt(((clientY - top) / height) * this.height),
    ];
  }

  draw(frame: Frame, curves: readonly Curve[], marks: readonly Mark[] = []): void {
    this.last = [frame, curves, marks];
    this.frame = frame;
    const { width, height } = this;
    this.element.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.element.setAttribute("height", String(height));
    this.drawAxes(frame);
    this.curves.replaceChildren(
      ...curves.map(({ name, x, y }) => svg("path", { class: `curve ${name}`, d: this.path(x, y) })),
      ...marks.flatMap((mark) => this.mark(mark)),
    );
  }

  path(x: ArrayLike<number>, y: ArrayLike<number>): string {
    let d = "";
    for (let k = 0; k < x.length; k++)
      d += `${k === 0 ? "M" : "L"}${this.px(x[k]!).toFixed(1)},${this.py(y[k]!).toFixed(1)}`;
    return d;
  }

  private mark({ name, x, y, text, below }: Mark): SVGElement[] {
    const [cx, cy] = [this.px(x), this.py(y)];
    const right = cx > this.width * 0.62;
    const dot = svg("circle", { class: `mark ${name}`, cx, cy, r: 4 });
    if (text === undefined) return [dot];
    const at = {
      x: cx + (right ? -8 : 8),
      y: below ? Math.min(this.height - BOTTOM - 4, cy + 17) : Math.max(TOP + 8, cy - 7),
      "text-anchor": right ? "end" : "start",
    };
    return [dot, svg("text", { class: "mark-text", ...at }, text)];
  }

  private drawAxes(frame: Frame): void {
    const { width, height } = this;
    const nodes: SVGElement[] = [];
    const line = (x1: number, y1: number, x2: number, y2: number, name: string) =>
      nodes.push(svg("line", { x1, y1, x2, y2, class: name }));
    const text = (x: number, y: number, anchor: string, content: string, name = "tick") =>
      nodes.push(svg("text", { x, y, "text-anchor": anchor, class: name }, content));
    const size = ([low, high]: readonly [number, number]) => Math.max(Math.abs(low), Math.abs(high));
    const xScale = scaleFor(size(frame.x), frame.xUnit);
    const bottom = height - BOTTOM;
    for (const x of ticks(...frame.x, width / 90)) {
      line(this.px(x), TOP, this.px(x), bottom, x === 0 ? "zero" : "grid");
      text(this.px(x), bottom + 15, "middle", axisText(x, xScale.factor));
    }
    const yScale = scaleFor(size(frame.y), frame.yUnit);
    const yTicks = frame.logY ? decades(...frame.y) : ticks(...frame.y, height / 48);
    for (const y of yTicks) {
      line(LEFT, this.py(y), width - RIGHT, this.py(y), y === 0 && !frame.logY ? "zero" : "grid");
      text(LEFT - 7, this.py(y) + 4, "end", frame.logY ? `10${superscript(y)}` : axisText(y, yScale.factor));
    }
    text(width - RIGHT, height - 6, "end", `${frame.xLabel} (${xScale.unit})`, "label");
    const yUnit = frame.logY ? frame.yUnit : yScale.unit;
    text(LEFT, 13, "start", `${frame.yLabel}${yUnit === "" ? "" : ` (${yUnit})`}`, "label");
    this.axes.replaceChildren(...nodes);
  }
}

function decades(low: number, high: number): number[] {
  const every = Math.max(1, Math.ceil((high - low) / 6));
  const first = Math.ceil(low / every) * every;
  return Array.from(
    { length: Math.max(0, Math.floor((high - first) / every) + 1) },
    (_, k) => first + k * every,
  );
}

function superscript(x: number): string {
  return String(x).replace(/./g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]!));
}

/** Curves of several runs over one axis: told apart by colour and by dashes; read with the pointer or the arrow keys. */
import { formatQuantity } from "../../core/units.js";
import { el, svg } from "../../explore/page/dom.js";
import {
  BOTTOM,
  LEFT,
  type PlotAxis,
  type PlotContent,
  PlotFrame,
  type PlotSeries,
  place,
  RIGHT,
  TOP,
} from "./plot-frame.js";
import { axisMarks, curveMarks, keyLine } from "./plot-marks.js";

export class Plot {
  readonly element = el("figure", { class: "plot" });
  private readonly drawing: SVGSVGElement;
  private readonly legend = el("figcaption", { class: "legend" });
  private readonly readout = el("p", { class: "readout" });
  private content: PlotContent | undefined;
  private width = 640;
  private at: number | undefined;
  private frame: PlotFrame | undefined;

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
    const { series, lines = [] } = content;
    const frame = new PlotFrame(content, width, height);
    this.frame = frame;
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.drawing.setAttribute("height", String(height));
    this.drawing.setAttribute(
      "aria-label",
      `${this.title}. ${series.map((s) => this.summary(s)).join("; ")}`,
    );
    const across = lines.flatMap(({ y: at, text }) => {
      const y = frame.py(at);
      return [
        svg("line", { class: "allowed", x1: LEFT, x2: width - RIGHT, y1: y, y2: y }),
        svg("text", { class: "tick", x: width - RIGHT, y: y - 5, "text-anchor": "end" }, text),
      ];
    });
    this.drawing.replaceChildren(
      ...axisMarks(frame),
      ...across,
      ...series.flatMap((s, k) => curveMarks(frame, s, k)),
    );
    const keys = series.map((s, k) => el("span", { class: "key" }, keyLine(k, s), el("span", {}, s.name)));
    const { note } = content;
    this.legend.replaceChildren(...keys, ...(note === undefined ? [] : [el("span", {}, note)]));
    this.legend.hidden = series.length < 2 && note === undefined;
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

  private point({ clientX }: PointerEvent): void {
    const { left, width } = this.drawing.getBoundingClientRect();
    this.move(this.frame?.xAt(((clientX - left) / width) * this.width));
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
    const { content, frame, at } = this;
    if (!content || !frame || at === undefined) return;
    const values = content.series.flatMap(({ name, x, y }, k) => {
      const i = nearest(x, at, content.x);
      return i === undefined || !Number.isFinite(y[i]) ? [] : [{ name, k, x: x[i]!, y: y[i]! }];
    });
    if (values.length === 0) return;
    const px = frame.px(place(values[0]!.x, content.x));
    this.drawing.append(svg("line", { class: "cursor", x1: px, x2: px, y1: TOP, y2: this.height - BOTTOM }));
    this.readout.append(
      `${content.x.label} ${this.text(values[0]!.x, "x")}: `,
      ...values.map(({ name, k, y }) =>
        el(
          "span",
          { class: "key" },
          keyLine(k, content.series[k]!),
          `${content.series.length > 1 ? `${name} ` : ""}${this.text(y, "y")}`,
        ),
      ),
    );
  }
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

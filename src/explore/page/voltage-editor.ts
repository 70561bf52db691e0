/** V_pre, V_post and a third voltage, with knots that mouse, finger and keys move; and the same as numbers. */
import { formatQuantity } from "../../core/units.js";
import { added, moved, onStep, removed, type Snap, snapFor } from "../edit.js";
import { type ExploreState, type Knot, SIDES, type Side } from "../state.js";
import { roomFor } from "../ticks.js";
import { Chart } from "./chart.js";
import { button, el, svg } from "./dom.js";
import { showKnotNumbers } from "./knot-numbers.js";

const NAMES: Record<Side, string> = { pre: "V_pre", post: "V_post", third: "third, at the gate" };

export class VoltageEditor {
  readonly element: HTMLElement;
  private readonly chart: Chart;
  private readonly numbers = el("div", { class: "knots" });
  private readonly buttons = new Map<Side, HTMLButtonElement>();
  private readonly free = el("input", { type: "checkbox" });
  private side: Side = "post";
  private chosen = -1;
  private held = false;
  /** The chosen knot takes the focus once it is drawn. */
  private focusing = false;
  private frozen: [number, number, number, number] | undefined;

  constructor(
    private state: ExploreState,
    private readonly change: (side: Side, knots: readonly Knot[], gesture?: string) => void,
    private readonly endGesture: () => void,
  ) {
    this.chart = new Chart("Voltages of a spike: drag a knot, or move it with the arrow keys", 300, () =>
      this.show(this.state),
    );
    this.chart.element.addEventListener("dblclick", (event) => this.add(event));
    for (const side of SIDES)
      this.buttons.set(
        side,
        button(NAMES[side], () => this.choose(side), { class: `side ${side}` }),
      );
    this.element = el(
      "section",
      { class: "panel", "aria-labelledby": "voltages" },
      el("h2", { id: "voltages" }, "Voltages of a spike"),
      el(
        "div",
        { class: "row" },
        ...this.buttons.values(),
        button("Add a knot", () => this.insert(), { class: "quiet" }),
        button("Delete it", () => this.remove(), { class: "quiet" }),
        el("label", { class: "check" }, this.free, "without steps"),
      ),
      this.chart.element,
      el("details", {}, el("summary", {}, "As numbers"), this.numbers),
      el(
        "p",
        { class: "hint" },
        "Drag a knot. Double click adds one. Keys: arrows move (with Shift ten steps), Insert adds, Delete removes.",
      ),
    );
  }

  show(state: ExploreState): void {
    this.state = state;
    const all = SIDES.flatMap((side) => state[side]);
    const times = all.map(([t]) => t);
    const [low, high] = [Math.min(...times), Math.max(...times)];
    const pad = 0.06 * (high - low);
    const [v0, v1] = roomFor(
      all.map(([, v]) => v),
      1,
    );
    const [x0, x1, y0, y1] = this.frozen ?? [low - pad, high + pad, v0, v1];
    const curves = SIDES.filter((side) => state[side].length > 0).map((side) => {
      const knots = state[side];
      const [t0, t1] = [knots[0]![0], knots.at(-1)![0]];
      return {
        name: side,
        x: [x0, t0, ...knots.map(([t]) => t), t1, x1],
        y: [0, 0, ...knots.map(([, v]) => v), 0, 0],
      };
    });
    this.chart.draw(
      {
        x: [x0, x1],
        y: [y0, y1],
        xUnit: "s",
        yUnit: "V",
        xLabel: "time from the spike",
        yLabel: "terminal voltage",
      },
      curves,
    );
    for (const [side, control] of this.buttons)
      control.setAttribute("aria-pressed", String(side === this.side));
    this.showKnots();
    if (!this.held)
      showKnotNumbers(this.numbers, NAMES[this.side], this.knots, (knots) => this.change(this.side, knots));
  }

  private get knots(): readonly Knot[] {
    return this.state[this.side];
  }

  private snap(): Snap {
    if (this.free.checked) return { t: 0, v: 0 };
    const times = [...this.state.pre, ...this.state.post].map(([t]) => t);
    return snapFor(Math.max(...times) - Math.min(...times));
  }

  private choose(side: Side): void {
    this.side = side;
    this.chosen = -1;
    if (side === "third" && this.state.third.length === 0) {
      const end = this.state.post.at(-1)![0];
      this.change("third", [
        [0, 0.5],
        [end, 0.5],
      ]);
    } else this.show(this.state);
  }

  /** Circles are kept as long as their number stays, so that a dragged one keeps pointer and focus. */
  private showKnots(): void {
    const { front } = this.chart;
    if (front.childElementCount !== this.knots.length || front.dataset.side !== this.side) {
      front.dataset.side = this.side;
      front.replaceChildren(...this.knots.map((_, k) => this.circle(k)));
    }
    for (const [k, [t, v]] of this.knots.entries()) {
      const circle = front.children[k] as SVGCircleElement;
      circle.setAttribute("cx", this.chart.px(t).toFixed(1));
      circle.setAttribute("cy", this.chart.py(v).toFixed(1));
      circle.setAttribute("class", `knot ${this.side}${k === this.chosen ? " chosen" : ""}`);
      circle.setAttribute("aria-valuenow", String(v));
      circle.setAttribute("aria-valuetext", `${formatQuantity(v, "V", 4)} at ${formatQuantity(t, "s", 4)}`);
    }
    if (!this.focusing) return;
    this.focusing = false;
    (front.children[this.chosen] as SVGElement | undefined)?.focus();
  }

  private circle(k: number): SVGCircleElement {
    const circle = svg("circle", {
      r: 8,
      tabindex: 0,
      role: "slider",
      "aria-label": `${NAMES[this.side]}, knot ${k + 1}`,
      "aria-valuemin": -40,
      "aria-valuemax": 40,
      focus: () => {
        this.chosen = k;
        this.showKnots();
      },
      keydown: (event: KeyboardEvent) => this.key(event, k),
      pointerdown: (event: PointerEvent) => {
        event.preventDefault();
        circle.setPointerCapture(event.pointerId);
        circle.focus();
        const [x, y] = this.range();
        this.frozen = [...x, ...y];
        this.held = true;
      },
      pointermove: (event: PointerEvent) => {
        if (this.held) this.dragTo(event, k);
      },
      lostpointercapture: () => {
        this.held = false;
        this.frozen = undefined;
        this.endGesture();
        this.show(this.state);
      },
    });
    return circle;
  }

  /** While a knot is dragged the axes stay. */
  private range(): [[number, number], [number, number]] {
    const { width, height } = this.chart.element.viewBox.baseVal;
    return [
      [this.chart.xAt(58), this.chart.xAt(width - 14)],
      [this.chart.yAt(height - 40), this.chart.yAt(22)],
    ];
  }

  private dragTo(event: PointerEvent, k: number): void {
    const [t, v] = this.chart.pointer(event);
    const snap = this.snap();
    this.change(
      this.side,
      moved(this.knots, k, onStep(t, snap.t), onStep(v, snap.v)),
      `drag ${this.side} ${k}`,
    );
  }

  private key(event: KeyboardEvent, k: number): void {
    const steps = this.snap();
    const length = this.knots.at(-1)![0] - this.knots[0]![0];
    const many = event.shiftKey ? 10 : 1;
    const [dt, dv] = [many * (steps.t || length / 2000), many * (steps.v || 0.005)];
    const [t, v] = this.knots[k]!;
    const by: Record<string, [number, number]> = {
      ArrowLeft: [-dt, 0],
      ArrowRight: [dt, 0],
      ArrowUp: [0, dv],
      ArrowDown: [0, -dv],
    };
    const step = by[event.key];
    if (step) {
      const to = [t + step[0], v + step[1]] as const;
      this.change(
        this.side,
        moved(this.knots, k, onStep(to[0], 0), onStep(to[1], 0)),
        `keys ${this.side} ${k}`,
      );
    } else if (event.key === "Delete" || event.key === "Backspace") this.remove();
    else if (event.key === "Insert" || event.key === "+") this.insert();
    else return;
    event.preventDefault();
  }

  private add(event: MouseEvent): void {
    const [t, v] = this.chart.pointer(event);
    const snap = this.snap();
    this.put(onStep(t, snap.t), onStep(v, snap.v));
  }

  /** Between the chosen knot and the next, on the line. */
  private insert(): void {
    if (this.knots.length < 2) {
      this.choose(this.side);
      return;
    }
    const k = Math.min(Math.max(0, this.chosen), this.knots.length - 2);
    this.put(onStep((this.knots[k]![0] + this.knots[k + 1]![0]) / 2, 0));
  }

  private put(t: number, v?: number): void {
    const { knots, at } = added(this.knots, t, v);
    if (knots === this.knots) return;
    this.chosen = at;
    this.focusing = true;
    this.change(this.side, knots);
  }

  private remove(): void {
    if (this.chosen < 0) return;
    const gone = this.side === "third" && this.knots.length <= 2;
    const rest = gone ? [] : removed(this.knots, this.chosen);
    if (rest === this.knots) return;
    this.chosen = Math.min(this.chosen, rest.length - 1);
    if (gone) this.side = "post";
    this.focusing = this.chosen >= 0;
    this.change(gone ? "third" : this.side, rest);
  }
}

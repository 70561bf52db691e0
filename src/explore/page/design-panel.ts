/** Voltages for a wanted curve, found in a worker; and amplitudes with which a lone spike leaves nothing. */
import { type ShapeName, shapes } from "../../core/design/shapes.js";
import { formatQuantity } from "../../core/units.js";
import type { FromDesign } from "../messages.js";
import type { ExploreState, Knot } from "../state.js";
import { type DesignWish, designText } from "../written.js";
import { button, download, el, field, select } from "./dom.js";

export class DesignPanel {
  readonly element: HTMLElement;
  private readonly values = el("div", { class: "fields" });
  private readonly told = el("p", { class: "status", role: "status" });
  private readonly go = button("Design", () => this.design(), { class: "main", id: "design" });
  private worker: Worker | undefined;
  private shape: ShapeName = "exponential";
  private inputs: (readonly [string, HTMLInputElement])[] = [];
  private readonly knots = el("input", { type: "number", min: 4, max: 16, value: 8 });
  private readonly volts = el("input", { type: "number", min: 1, max: 40, value: 12 });

  constructor(
    private readonly state: () => ExploreState,
    private readonly found: (pre: readonly Knot[], post: readonly Knot[]) => void,
    compensate: () => string,
  ) {
    const names = Object.keys(shapes).map((name) => [name, name] as const);
    this.element = el(
      "section",
      { class: "panel", "aria-labelledby": "wanted" },
      el("h2", { id: "wanted" }, "Voltages for a wanted curve"),
      el(
        "div",
        { class: "fields" },
        field(
          "curve",
          select(names, this.shape, (name) => this.choose(name as ShapeName)),
        ),
        field("knots", this.knots),
        field("volts at most", this.volts),
      ),
      this.values,
      el(
        "div",
        { class: "row" },
        this.go,
        button(
          "Design file (YAML)",
          () => download("wanted.yaml", designText(this.state(), this.wish()), "text/yaml"),
          { class: "quiet" },
        ),
        button(
          "Compensate",
          () => {
            this.told.textContent = compensate();
          },
          { title: "solve the amplitudes anew, so that a lone spike leaves nothing with this device" },
        ),
      ),
      this.told,
    );
    this.choose(this.shape);
  }

  private choose(name: ShapeName): void {
    this.shape = name;
    const { doc, params } = shapes[name];
    this.inputs = Object.entries(params).map(([key, p]) => {
      const value = formatQuantity(p.default, p.unit);
      return [key, el("input", { value, size: 7, spellcheck: false })] as const;
    });
    const table = params as Readonly<Record<string, { readonly doc: string }>>;
    this.values.replaceChildren(...this.inputs.map(([key, input]) => field(key, input, table[key]!.doc)));
    this.told.textContent = doc;
  }

  private wish(): DesignWish {
    const values = Object.fromEntries(this.inputs.map(([key, { value }]) => [key, value]));
    return { shape: this.shape, values, knots: Number(this.knots.value), volts: Number(this.volts.value) };
  }

  private design(): void {
    if (this.worker) {
      this.end("stopped");
      return;
    }
    this.worker = new Worker("design-worker.js", { type: "module" });
    this.worker.onerror = ({ message }) => this.end(message);
    this.worker.onmessage = ({ data }: MessageEvent<FromDesign>) => this.take(data);
    this.worker.postMessage({ text: designText(this.state(), this.wish()) });
    this.go.textContent = "Stop";
    this.told.textContent = "looks for voltages …";
  }

  private take(message: FromDesign): void {
    if (message.kind === "progress") {
      this.told.textContent = `looks for voltages: ${Math.round(100 * message.share)} %`;
      return;
    }
    if (message.kind === "failed") {
      this.end(message.text);
      return;
    }
    const { pre, post, rms, worst, reasons } = message;
    this.found(pre, post);
    const percent = (x: number) => `${(100 * x).toPrecision(2)} %`;
    this.end([`misfit ${percent(rms)} of the peak (rms), ${percent(worst)} at worst`, ...reasons].join("; "));
  }

  private end(words: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.go.textContent = "Design";
    this.told.textContent = words;
  }
}

/** Voltages for a wanted curve, found in a worker; and amplitudes with which a lone spike leaves nothing. */
import { type ShapeName, shapes } from "../../core/design/shapes.js";
import { formatQuantity } from "../../core/units.js";
import type { FromDesign, ToDesign } from "../messages.js";
import { Sketch } from "../sketch.js";
import type { ExploreState, Knot } from "../state.js";
import { type DesignWish, designDocument, designText } from "../written.js";
import { button, download, el, field, select } from "./dom.js";

export class DesignPanel {
  readonly element: HTMLElement;
  private readonly values = el("div", { class: "fields" });
  private readonly told = el("p", { class: "status", role: "status" });
  private readonly go = button("Design", () => this.design(), { class: "main", id: "design" });
  private worker: Worker | undefined;
  private shape: ShapeName | "drawn" = "exponential";
  private readonly sketch = new Sketch();
  private inputs: (readonly [string, HTMLInputElement])[] = [];
  private readonly knots = el("input", { type: "number", min: 4, max: 16, value: 8 });
  private readonly volts = el("input", { type: "number", min: 1, max: 40, value: 12 });

  constructor(
    private readonly state: () => ExploreState,
    private readonly found: (pre: readonly Knot[], post: readonly Knot[]) => void,
    compensate: () => string,
    private readonly draw: (sketch: Sketch | undefined) => void,
  ) {
    const names = [
      ...Object.keys(shapes).map((name) => [name, name] as const),
      ["drawn", "drawn or loaded"] as const,
    ];
    this.element = el(
      "section",
      { class: "panel wide", "aria-labelledby": "wanted" },
      el("h2", { id: "wanted" }, "Voltages for a wanted curve"),
      el(
        "div",
        { class: "row" },
        el(
          "div",
          { class: "fields" },
          field(
            "curve",
            select(names, this.shape, (name) => this.choose(name as ShapeName | "drawn")),
          ),
          field("knots", this.knots),
          field("volts at most", this.volts),
        ),
        this.values,
      ),
      el(
        "div",
        { class: "row" },
        this.go,
        button("Design file (YAML)", () => this.save(), { class: "quiet" }),
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

  private choose(name: ShapeName | "drawn"): void {
    this.shape = name;
    this.draw(name === "drawn" ? this.sketch : undefined);
    if (name === "drawn") {
      this.chooseDrawn();
      return;
    }
    const { doc, params } = shapes[name];
    this.inputs = Object.entries(params).map(([key, p]) => {
      const value = formatQuantity(p.default, p.unit);
      return [key, el("input", { value, size: 7, spellcheck: false })] as const;
    });
    const table = params as Readonly<Record<string, { readonly doc: string }>>;
    this.values.replaceChildren(...this.inputs.map(([key, input]) => field(key, input, table[key]!.doc)));
    this.told.textContent = doc;
  }

  private chooseDrawn(): void {
    this.inputs = [];
    const file = el("input", { type: "file", accept: ".csv" });
    file.addEventListener("change", () => file.files?.[0] && void this.load(file.files[0]));
    const clear = button("Clear", () => {
      this.sketch.clear();
      file.value = "";
      this.draw(this.sketch);
    });
    this.values.replaceChildren(clear, field("or a CSV file delta_t_s,delta_g_S", file));
    this.told.textContent = "Draw the wanted curve into the STDP curve above, from left to right.";
  }

  /** A curve from a file is drawn as one by hand would be. */
  private async load(file: File): Promise<void> {
    try {
      const text = await file.text();
      const { parseCurve } = await import("../../config/curve-file.js");
      const { deltaT, change } = parseCurve(text, file.name);
      this.sketch.load({ text, x: deltaT, y: change });
      this.told.textContent = `${file.name}: ${deltaT.length} points, dotted in the STDP curve above.`;
    } catch (error) {
      this.sketch.clear();
      this.told.textContent = error instanceof Error ? error.message : String(error);
    }
    this.draw(this.sketch);
  }

  /** The curve's file, where there is one beside the design file. @throws RangeError where nothing is drawn */
  private curve(): string | undefined {
    return this.shape === "drawn" ? this.sketch.text() : undefined;
  }

  private save(): void {
    try {
      const curve = this.curve();
      if (curve !== undefined) download("curve.csv", curve, "text/csv");
      download("wanted.yaml", designText(this.state(), this.wish()), "text/yaml");
    } catch (error) {
      this.told.textContent = error instanceof Error ? error.message : String(error);
    }
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
    let message: ToDesign;
    try {
      const curve = this.curve();
      const text = JSON.stringify(designDocument(this.state(), this.wish()));
      message = curve === undefined ? { text } : { text, curve };
    } catch (error) {
      this.told.textContent = error instanceof Error ? error.message : String(error);
      return;
    }
    this.worker = new Worker("design-worker.js", { type: "module" });
    this.worker.onerror = ({ message }) => this.end(message);
    this.worker.onmessage = ({ data }: MessageEvent<FromDesign>) => this.take(data);
    this.worker.postMessage(message);
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

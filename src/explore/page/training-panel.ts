/** Training in the page: one network, or two side by side on the same images. */
import { type DeviceName, devices } from "../../core/device/index.js";
import { IMAGES, MOST_SEED, NEURONS } from "../link.js";
import type { ExploreState, TrainState } from "../state.js";
import { experimentDocument, experimentText } from "../written.js";
import { button, download, el, field, replaceKeepingFocus, select } from "./dom.js";
import { DrawPad } from "./draw-pad.js";
import { prepareTraining } from "./spare-worker.js";
import { TrainingRun } from "./training-run.js";

/** Whether workers of this page may share memory, and so train one network together. */
const SHARES = window.crossOriginIsolated;
/** Images a second of each place of the slider. */
const SPEEDS = [1, 3, 10, 30, 100, 0] as const;

export class TrainingPanel {
  readonly element: HTMLElement;
  private readonly settings = el("div", { class: "fields" });
  private readonly runs = el("div", { class: "runs" });
  private readonly start = button("Train", () => this.train(), { class: "main", id: "train" });
  private readonly hold = button("Hold", () => this.pause(), { disabled: true });
  private readonly one = button("One image", () => this.each({ kind: "step" }), { disabled: true });
  private readonly speed = el("input", {
    type: "range",
    min: 0,
    max: SPEEDS.length - 1,
    value: SPEEDS.length - 1,
    "aria-label": "speed",
  });
  private readonly pad = new DrawPad((pixels) => this.each({ kind: "draw", pixels }));
  private readonly draw = el(
    "div",
    { hidden: true },
    el("h3", {}, "Draw a digit and see who fires"),
    this.pad.element,
  );
  private active: TrainingRun[] = [];
  private held = false;
  private shown = "";
  private state: ExploreState | undefined;

  constructor(private readonly change: (train: TrainState) => void) {
    this.speed.addEventListener("input", () => this.setSpeed());
    this.element = el(
      "section",
      { class: "panel wide", "aria-labelledby": "training" },
      el("h2", { id: "training" }, "Train on digits"),
      el(
        "p",
        { class: "hint" },
        "Handwritten digits, without their labels: 8,000 to learn from, 500 to test with. The same as ",
        el("code", {}, "spikion run"),
        " of the exported experiment, to the last bit.",
        SHARES
          ? ""
          : ` ${NEURONS.alone} neurons at most: this page came without the headers that threads need, so one thread trains.`,
      ),
      this.settings,
      el(
        "div",
        { class: "row" },
        this.start,
        this.hold,
        this.one,
        el("label", { class: "slider short" }, el("span", {}, "speed"), this.speed),
        button(
          "Experiment (YAML)",
          () => this.state && download("explored.yaml", experimentText(this.state), "text/yaml"),
          { class: "quiet" },
        ),
      ),
      this.runs,
      this.draw,
    );
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry!.isIntersecting) return;
      seen.disconnect();
      prepareTraining();
    });
    seen.observe(this.start);
  }

  show(state: ExploreState): void {
    this.state = state;
    const key = JSON.stringify(state.train);
    if (key === this.shown) return;
    this.shown = key;
    const { train } = state;
    const set = (part: Partial<TrainState>) => this.change({ ...train, ...part });
    const whole = (
      key: "neurons" | "images",
      { least, most }: { least: number; most: number },
      step: number,
    ) => {
      const input = el("input", { type: "number", min: least, max: most, step, value: train[key] });
      input.addEventListener("change", () => {
        const value = Math.min(most, Math.max(least, Math.round(Number(input.value)) || least));
        set({ [key]: value });
      });
      return field(key, input);
    };
    const seed = el("input", { value: train.seed, size: 6, maxlength: MOST_SEED });
    seed.addEventListener("change", () => set({ seed: seed.value || "1" }));
    const varied = el("input", { type: "checkbox", checked: train.varied });
    varied.addEventListener("change", () => set({ varied: varied.checked }));
    const others = [["", "none"] as const, ...Object.keys(devices).map((name) => [name, name] as const)];
    replaceKeepingFocus(
      this.settings,
      whole(
        "neurons",
        { least: NEURONS.least, most: SHARES ? NEURONS.most : Math.max(NEURONS.alone, train.neurons) },
        1,
      ),
      whole("images", IMAGES, 100),
      field("seed", seed),
      field(
        "second run beside it",
        select(others, train.second, (second) => set({ second: second as DeviceName | "" })),
      ),
      el("label", { class: "check" }, varied, "devices vary (d2d, c2c)"),
    );
  }

  private train(): void {
    if (!this.state) return;
    for (const run of this.active) run.stop();
    const { device, train } = this.state;
    const ended = () => {
      if (this.active.every(({ done }) => done)) this.buttons(false);
    };
    this.active = [];
    try {
      const cores = Math.max(1, Math.floor(navigator.hardwareConcurrency / (train.second === "" ? 1 : 2)));
      const run = (title: string, second?: DeviceName) =>
        new TrainingRun(title, JSON.stringify(experimentDocument(this.state!, second)), cores, ended);
      this.active.push(run(device.own?.name ?? device.preset));
      if (train.second !== "") this.active.push(run(train.second, train.second));
    } catch (error) {
      this.runs.replaceChildren(
        el("p", { class: "failed" }, error instanceof Error ? error.message : String(error)),
      );
      return;
    }
    this.runs.replaceChildren(...this.active.map(({ element }) => element));
    this.draw.hidden = false;
    this.start.textContent = "Train anew";
    this.held = false;
    this.buttons(true);
    this.setSpeed();
  }

  private buttons(running: boolean): void {
    this.hold.disabled = !running;
    this.one.disabled = !running;
    this.hold.textContent = this.held ? "Go on" : "Hold";
  }

  private pause(): void {
    this.held = !this.held;
    this.each({ kind: this.held ? "pause" : "resume" });
    this.buttons(true);
  }

  private setSpeed(): void {
    this.each({ kind: "speed", most: SPEEDS[Number(this.speed.value)]! });
  }

  private each(message: Parameters<TrainingRun["send"]>[0]): void {
    if (message.kind === "step") this.held = true;
    for (const run of this.active) run.send(message);
    if (message.kind === "step") this.buttons(true);
  }
}

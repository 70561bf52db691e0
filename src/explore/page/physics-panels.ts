/** What follows from voltages and device: the STDP curve, the gate's voltage, the rates in use, a lone spike, energy. */
import { formatQuantity } from "../../core/units.js";
import { loneLight } from "../lone-light.js";
import type { Physics } from "../physics.js";
import type { Sketch } from "../sketch.js";
import type { ExploreState } from "../state.js";
import { roomFor } from "../ticks.js";
import { Chart, type Curve, type Mark } from "./chart.js";
import { el } from "./dom.js";

export class PhysicsPanels {
  readonly curve: HTMLElement;
  readonly gate: HTMLElement;
  readonly rates: HTMLElement;
  readonly numbers: HTMLElement;
  private readonly window = new Chart("STDP curve: change of conductance by a pair of spikes", 300);
  private readonly gateChart = new Chart("Voltage at the gate", 230);
  private readonly rateChart = new Chart("Rate of the device over the gate voltage", 230);
  private readonly deltaT = el("input", {
    type: "range",
    min: -1000,
    max: 1000,
    step: 1,
    "aria-label": "delta t",
  });
  private readonly deltaText = el("output");
  private readonly light = el("p", { class: "light", role: "status" });
  private readonly table = el("dl", { class: "figures" });
  private readonly energy = el("div", { class: "energy" });
  private span = 1;
  private last: [ExploreState, Physics] | undefined;
  /** A curve that is drawn by hand, to be designed for. */
  private sketch: Sketch | undefined;

  constructor(setDeltaT: (deltaT: number, gesture: string) => void, endGesture: () => void) {
    this.deltaT.addEventListener("input", () =>
      setDeltaT(Number(((Number(this.deltaT.value) / 1000) * this.span).toPrecision(4)), "delta t"),
    );
    this.deltaT.addEventListener("change", endGesture);
    for (const kind of ["pointerdown", "pointermove"] as const)
      this.window.element.addEventListener(kind, this.sketched);
    const panel = (id: string, title: string, ...inside: Element[]) =>
      el("section", { class: "panel", "aria-labelledby": id }, el("h2", { id }, title), ...inside);
    this.curve = panel("curve", "STDP curve", this.window.element, this.light);
    this.gate = panel(
      "gate",
      "At the gate",
      this.gateChart.element,
      el("label", { class: "slider" }, el("span", {}, "Δt = t_post − t_pre"), this.deltaT, this.deltaText),
    );
    this.rates = panel("rates", "Rates in use", this.rateChart.element);
    this.numbers = panel("numbers", "Figures", this.table, this.energy);
  }

  /** From now on the pointer draws into the STDP curve; undefined ends that. */
  draw(sketch: Sketch | undefined): void {
    this.sketch = sketch;
    this.window.element.classList.toggle("drawing", sketch !== undefined);
    if (this.last) this.show(...this.last);
  }

  private readonly sketched = (event: PointerEvent): void => {
    if (!this.sketch || event.buttons === 0 || !this.last) return;
    event.preventDefault();
    this.sketch.put(...this.window.pointer(event), this.span);
    this.show(...this.last);
  };

  show(state: ExploreState, physics: Physics): void {
    this.last = [state, physics];
    this.span = physics.span;
    this.showCurve(state, physics);
    this.showGate(state, physics);
    this.showRates(physics);
    this.showNumbers(physics);
  }

  private showCurve(
    state: ExploreState,
    { figures, change, deltaT: x, span, atG, gateChange, lone }: Physics,
  ): void {
    const { deltaT } = state;
    const { largest, smallest } = figures;
    const wanted = this.sketch?.loaded ? this.sketch.y : [];
    const y = roomFor([...change, ...(atG?.change ?? []), ...wanted, largest.change, smallest.change], 1e-12);
    const nS = (s: number) => formatQuantity(s, "S", 4).replace("-", "−");
    const curves: Curve[] = [{ name: "window", x, y: change }];
    if (atG) curves.push({ name: "at-g", x, y: atG.change });
    if (this.sketch && this.sketch.x.length > 1)
      curves.push({ name: "wanted", ...within(this.sketch, span) });
    const marks: Mark[] = [];
    if (largest.change > 0)
      marks.push({ name: "peak", x: largest.deltaT, y: largest.change, text: nS(largest.change) });
    if (smallest.change < 0)
      marks.push({
        name: "peak",
        x: smallest.deltaT,
        y: smallest.change,
        text: nS(smallest.change),
        below: true,
      });
    if (Math.abs(deltaT) <= span) marks.push({ name: "here", x: deltaT, y: gateChange });
    this.window.draw(
      { x: [-span, span], y, xUnit: "s", yUnit: "S", xLabel: "Δt = t_post − t_pre", yLabel: "ΔG" },
      curves,
      marks,
    );
    const { name, sign, words } = loneLight(state, lone.verdict);
    this.light.className = `light ${name}`;
    this.light.replaceChildren(el("span", { "aria-hidden": true }, sign), ` ${words}`);
  }

  private showGate({ deltaT }: ExploreState, { gate, gateChange, span }: Physics): void {
    const { t, v } = gate;
    const pad = 0.04 * (t.at(-1)! - t[0]!);
    const x: [number, number] = [t[0]! - pad, t.at(-1)! + pad];
    this.gateChart.draw(
      { x, y: roomFor(v, 1), xUnit: "s", yUnit: "V", xLabel: "time from the pre spike", yLabel: "V_G" },
      [{ name: "gate", x: [x[0], t[0]!, ...t, t.at(-1)!, x[1]], y: [0, 0, ...v, 0, 0] }],
    );
    this.deltaT.value = String(Math.round((1000 * deltaT) / span));
    const change = formatQuantity(gateChange, "S", 3).replace("-", "−");
    const words = `${formatQuantity(deltaT, "s", 3).replace("-", "−")}: ΔG = ${change}`;
    this.deltaText.value = words;
    this.deltaT.setAttribute("aria-valuetext", words);
  }

  private showRates({ rate, figures, gate }: Physics): void {
    const { v, r } = rate;
    const logs = r.map((x) => Math.log10(Math.max(x, 1e-300)));
    const high = Math.ceil(logs.reduce((a, b) => Math.max(a, b), -300));
    const low = Math.max(high - 14, Math.floor(logs.reduce((a, b) => (b > -200 ? Math.min(a, b) : a), high)));
    const floor = logs.map((x) => Math.max(low, x));
    const at = (volts: number) =>
      floor[Math.round(((volts - v[0]!) / (v.at(-1)! - v[0]!)) * (v.length - 1))]!;
    const used = [...new Set([...gate.v].map((x) => Number(x.toFixed(3))))].filter((x) => x !== 0);
    const volts = (x: number) => formatQuantity(x, "V", 3).replace("-", "−");
    const { low: reachLow, high: reachHigh } = figures.gate;
    this.rateChart.draw(
      {
        x: [v[0]!, v.at(-1)!],
        y: [low, high],
        xUnit: "V",
        yUnit: "S/s",
        xLabel: "gate voltage",
        yLabel: "|dG/dt|",
        logY: true,
      },
      [{ name: "rate", x: v, y: floor }],
      [
        ...used.map((x) => ({ name: "here", x, y: at(x) })),
        ...(reachHigh > 0
          ? [{ name: "peak", x: reachHigh, y: at(reachHigh), text: `most: ${volts(reachHigh)}` }]
          : []),
        ...(reachLow < 0 ? [{ name: "peak", x: reachLow, y: at(reachLow), text: volts(reachLow) }] : []),
      ],
    );
  }

  private showNumbers({ figures, lone, disturb, energy, beyond, device, atG }: Physics): void {
    const nS = (s: number) => formatQuantity(s, "S", 4).replace("-", "−");
    const alone = ({ net, gross }: { net: number; gross: number }, part: number) =>
      `${nS(net)} (${(100 * part).toFixed(1).replace("-", "−")} %), ${nS(gross)} up and down`;
    const peak = ({ change, deltaT }: { change: number; deltaT: number }) =>
      `${nS(change)} at ${formatQuantity(deltaT, "s", 4).replace("-", "−")}`;
    const rows: [string, string][] = [
      ["largest change", peak(figures.largest)],
      ["smallest change", peak(figures.smallest)],
      ["pre spike alone", alone(figures.lonePre, lone.pre)],
      ["post spike alone", alone(figures.lonePost, lone.post)],
      ["disturb per picture", `${nS(disturb)} by 4.5 pre spikes, each alone`],
      ["peak at the gate", formatQuantity(figures.peakGate, "V", 4)],
      ["conductance", atG ? `${nS(atG.g)} (dashed curve)` : `G0 = ${nS(device.g0)}`],
      ["range", `${nS(device.gMin)} to ${nS(device.gMax)}`],
      ...(beyond === undefined ? [] : [["beyond the rates", beyond] as [string, string]]),
    ];
    this.table.replaceChildren(...rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
    this.energy.replaceChildren(
      ...(energy
        ? energyBars(energy)
        : [el("p", { class: "hint" }, "Its energy does not follow from this device's circuit.")]),
    );
  }
}

/** What of a wanted curve has room in the picture. */
function within({ x, y }: Sketch, span: number): { readonly x: number[]; readonly y: number[] } {
  const kept = x.flatMap((deltaT, k) => (Math.abs(deltaT) <= span ? [k] : []));
  return { x: kept.map((k) => x[k]!), y: kept.map((k) => y[k]!) };
}

function energyBars(energy: NonNullable<Physics["energy"]>): HTMLElement[] {
  const events = [
    ["pre spike", energy.lonePre],
    ["post spike", energy.lonePost],
    ["pair", energy.paired],
  ] as const;
  const most = Math.max(...events.map(([, e]) => e.total));
  const bars = events.map(([name, e]) => {
    const parts = energy.stated
      ? ([["stated", e.total]] as const)
      : ([
          ["divider", e.divider],
          ["capacitor", e.capacitor],
          ["insertion", e.insertion],
        ] as const);
    const text = parts.map(([part, x]) => `${part} ${formatQuantity(x, "J")}`).join(", ");
    const segments = parts.map(([part, x]) => {
      const segment = el("i", { class: `part ${part}` });
      segment.style.width = `${(100 * x) / most}%`;
      return segment;
    });
    return el(
      "div",
      { class: "bar", title: text, role: "img", "aria-label": `${name}: ${text}` },
      el("span", {}, name),
      el("b", {}, ...segments),
      el("span", {}, formatQuantity(e.total, "J")),
    );
  });
  const legend = energy.stated
    ? ["stated per event; a spike alone as half of a pair (assumed)"]
    : [
        ...["divider", "capacitor", "insertion"].flatMap((part) => [
          el("i", { class: `swatch part ${part}` }),
          part,
        ]),
        "; a 900 nm² gate and its circuit are assumed",
      ];
  return [el("h3", {}, "Energy of an event"), ...bars, el("p", { class: "hint" }, ...legend)];
}

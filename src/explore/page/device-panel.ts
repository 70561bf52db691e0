/** Which device, with which numbers: a preset, a rate law by formula, or a file of the user's own. */
import { type DeviceName, devices } from "../../core/device/index.js";
import { outOfBounds, type Param, type ParamTable } from "../../core/params.js";
import { type RateName, rates } from "../../core/rate/index.js";
import { formatQuantity, parseQuantity } from "../../core/units.js";
import { lawValues } from "../device.js";
import type { DeviceState, ExploreState } from "../state.js";
import { el, field, replaceKeepingFocus, select } from "./dom.js";

/** Numbers that are shown, of those that a device has. */
const SHOWN = ["gMin", "g0", "gMax", "beta", "vOc", "d2d", "c2c"];
const LAW_SHOWN = ["thickness", "temperature"];

export class DevicePanel {
  readonly element = el("section", { class: "panel", "aria-labelledby": "device" });
  private shown = "";

  constructor(
    private readonly change: (part: Partial<ExploreState>, gesture?: string) => void,
    private readonly endGesture: () => void,
    private readonly takeFiles: (files: FileList) => void,
  ) {}

  show(state: ExploreState): void {
    const { device, alphaPre, alphaPost, place } = state;
    const key = JSON.stringify([device, alphaPre, alphaPost]);
    // What is typed in keeps its focus while nothing of it changes.
    if (key !== this.shown) replaceKeepingFocus(this.element, ...this.inside(state));
    this.shown = key;
    const slider = this.element.querySelector<HTMLInputElement>("#place")!;
    slider.value = String(Math.round(1000 * (place ?? this.standardPlace(device))));
  }

  private standardPlace({ preset, params }: DeviceState): number {
    const of = (key: string) => params[key] ?? (devices[preset].params as ParamTable)[key]!.default;
    return (of("g0") - of("gMin")) / (of("gMax") - of("gMin"));
  }

  private inside(state: ExploreState): HTMLElement[] {
    const { device } = state;
    const { preset, params, law, own } = device;
    const set = (part: Partial<DeviceState>) => this.change({ device: { ...device, ...part } });
    const table: ParamTable = devices[preset].params;
    const names = [
      ...(own ? [["own", own.name] as const] : []),
      ...Object.keys(devices).map((name) => [name, name] as const),
    ];
    const file = el("input", { type: "file", multiple: true, accept: ".yaml,.yml,.csv" });
    file.addEventListener("change", () => file.files && this.takeFiles(file.files));
    const slider = el("input", {
      id: "place",
      type: "range",
      min: 0,
      max: 1000,
      "aria-label": "conductance between gMin and gMax",
    });
    slider.addEventListener("input", () => this.change({ place: Number(slider.value) / 1000 }, "place"));
    slider.addEventListener("change", () => this.endGesture());
    const atG0 = el("button", { type: "button", class: "quiet" }, "at G0");
    atG0.addEventListener("click", () =>
      this.change({ place: undefined } as unknown as Partial<ExploreState>),
    );
    const laws = [
      ["", "the device's own"] as const,
      ...Object.keys(rates).map((name) => [name, name] as const),
    ];
    return [
      el("h2", { id: "device" }, "Device"),
      el(
        "div",
        { class: "fields" },
        field(
          "device",
          select(names, own ? "own" : preset, (name) => {
            if (name !== "own")
              this.change({ device: { preset: name as DeviceName, params: {}, lawParams: {} } });
          }),
        ),
        own
          ? undefined
          : field(
              "rates",
              select(laws, law ?? "", (name) => {
                const { law: _, ...rest } = device;
                this.change({
                  device: { ...rest, ...(name === "" ? {} : { law: name as RateName }), lawParams: {} },
                });
              }),
            ),
        ...(own
          ? []
          : SHOWN.filter((key) => table[key]).map((key) =>
              this.number(key, table[key]!, params[key] ?? table[key]!.default, (x) =>
                set({ params: { ...params, [key]: x } }),
              ),
            )),
        ...(law && !own ? this.lawFields(device, set) : []),
        this.number("alpha_pre", ALPHA, state.alphaPre, (alphaPre) => this.change({ alphaPre })),
        this.number("alpha_post", ALPHA, state.alphaPost, (alphaPost) => this.change({ alphaPost })),
      ),
      el("label", { class: "slider" }, el("span", {}, "G from gMin to gMax"), slider, atG0),
      el(
        "label",
        { class: "drop" },
        "Device file (.yaml) or measured rates (.csv): drop it on the page, or ",
        file,
      ),
    ];
  }

  private lawFields(
    { preset, law, lawParams }: DeviceState,
    set: (part: Partial<DeviceState>) => void,
  ): HTMLElement[] {
    const model = rates[law!];
    const table: ParamTable = model.params;
    const values = lawValues(devices[preset], model, lawParams);
    return LAW_SHOWN.filter((key) => table[key]).map((key) =>
      this.number(key, table[key]!, values[key] ?? table[key]!.default, (x) =>
        set({ lawParams: { ...lawParams, [key]: x } }),
      ),
    );
  }

  private number(name: string, param: Param, value: number, take: (x: number) => void): HTMLElement {
    const input = el("input", {
      value: formatQuantity(value, param.unit, "exact"),
      spellcheck: false,
      size: 8,
    });
    input.addEventListener("change", () => {
      try {
        const x = parseQuantity(input.value, param.unit);
        const problem = outOfBounds(param, x);
        input.setCustomValidity(problem ? `${name} ${problem}` : "");
        if (problem) input.reportValidity();
        else take(x);
      } catch (error) {
        input.setCustomValidity(error instanceof Error ? error.message : String(error));
        input.reportValidity();
      }
    });
    return field(name, input, `${param.doc} (${param.source})`);
  }
}

const ALPHA: Param = {
  unit: "1",
  default: 1,
  min: -10,
  max: 10,
  doc: "factor of this voltage at the gate",
  source: "Huang 2025, sec. 2.4",
};

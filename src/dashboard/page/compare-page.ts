/** Runs beside each other: their curves in one picture, what differs in their configs, and their measures. */
import { el } from "../../explore/page/dom.js";
import { differing } from "../differing.js";
import type { MeasureInfo } from "../rows.js";
import type { RunView } from "../view.js";
import { Plot } from "./plot.js";
import { linkTo } from "./routes.js";
import { panel, scroller } from "./run-page.js";
import { isShare, stateWords, written } from "./words.js";

export class ComparePage {
  readonly element = el("div", { class: "pages" });
  private readonly plots = new Map<string, Plot>();
  private shown = "";

  constructor(
    readonly ids: readonly string[],
    private readonly measures: Readonly<Record<string, MeasureInfo>>,
  ) {}

  show(views: readonly RunView[]): void {
    const text = JSON.stringify(views);
    if (text === this.shown) return;
    this.shown = text;
    const names = namesOf(views);
    const kinds = new Map(views.flatMap((view) => view.curves.map((curve) => [curve.name, curve] as const)));
    const curves = [...kinds.values()].map(({ name, xLabel, unit }) => {
      const plot = this.plots.get(name) ?? new Plot(name, 340);
      this.plots.set(name, plot);
      const series = views.flatMap((view, k) => {
        const own = view.curves.find((curve) => curve.name === name);
        return own ? [{ name: names[k]!, x: own.x, y: own.y }] : [];
      });
      plot.show({
        x: { label: xLabel, unit: "1" },
        y: { label: name, unit, percent: /accuracy/.test(name) },
        series,
      });
      return panel(undefined, plot.element, "wide");
    });
    this.element.replaceChildren(
      panel(
        `${views.length} runs`,
        this.table(views, names, "state", [["state", views.map(({ row }) => stateWords(row.state))]]),
        "wide",
      ),
      ...curves,
      panel("What differs in their configs", this.configs(views, names), "wide"),
      panel("Measures", this.measured(views, names), "wide"),
    );
  }

  private configs(views: readonly RunView[], names: readonly string[]): HTMLElement {
    const paths = differing(views.map((view) => view.config));
    if (paths.length === 0) return el("p", {}, "Nothing: they are one experiment.");
    return this.table(
      views,
      names,
      "config",
      paths.map(({ path, values }) => [path, values.map((value) => value ?? "–")]),
    );
  }

  private measured(views: readonly RunView[], names: readonly string[]): HTMLElement {
    const all = new Set(views.flatMap(({ row }) => Object.keys(row.measures)));
    const lines = [...all].map((name) => {
      const { unit = "1" as const, doc = "" } = this.measures[name] ?? {};
      const values = views.map(({ row }) => {
        const value = row.measures[name];
        return value === undefined ? "–" : written(value, unit, isShare(name));
      });
      return [doc === "" ? name : `${name}: ${doc}`, values] as const;
    });
    return this.table(views, names, "measures", lines);
  }

  private table(
    views: readonly RunView[],
    names: readonly string[],
    label: string,
    lines: readonly (readonly [what: string, values: readonly string[]])[],
  ): HTMLElement {
    const head = views.map(({ row }, k) =>
      el("th", { scope: "col" }, el("a", { href: linkTo.run(row.id) }, names[k])),
    );
    const body = lines.map(([what, values]) => {
      const differ = values.some((value) => value !== values[0]);
      return el(
        "tr",
        { class: differ ? "differs" : "" },
        el("th", { scope: "row" }, ...breakable(what)),
        ...values.map((value) => el("td", {}, value)),
      );
    });
    const table = el(
      "table",
      { class: "side" },
      el("thead", {}, el("tr", {}, el("td", {}), ...head)),
      el("tbody", {}, ...body),
    );
    return scroller(label, table);
  }
}

/** By name, and where that is not enough by seed or folder. */
function namesOf(views: readonly RunView[]): string[] {
  const unique = (names: readonly string[]) => new Set(names).size === names.length;
  const plain = views.map(({ row }) => row.name);
  if (unique(plain)) return plain;
  const seeded = views.map(({ row }) => `${row.name}, seed ${row.seed}`);
  return unique(seeded) ? seeded : views.map(({ row }) => row.id);
}

/** Names such as accuracy.classMean may be broken between their words, where there is little room. */
function breakable(text: string): (string | HTMLElement)[] {
  return text
    .split(/(?<=\.)|(?<=[a-z])(?=[A-Z])/)
    .flatMap((part, k) => (k === 0 ? [part] : [el("wbr"), part]));
}

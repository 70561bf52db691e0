/** The table of runs: filter, order, groups over seeds, columns of the reader's choice, and marks for a comparison. */
import { button, el, field, select } from "../../explore/page/dom.js";
import type { Configs } from "../configs.js";
import { parseFilter } from "../filter.js";
import type { MeasureInfo, RunRow } from "../rows.js";
import { grouped, type Order, sorted } from "../table.js";
import { linkTo } from "./routes.js";
import { type Column, FIXED, groupLine, runLine, type Sheet, style } from "./table-lines.js";

export interface TableState {
  filter: string;
  order: Order;
  groups: boolean;
  columns: readonly string[];
  readonly chosen: Set<string>;
}

/** ms after which configs are asked for again where they could not be had. */
const AGAIN = 3000;

export class TableView {
  readonly element: HTMLElement;
  private rows: readonly RunRow[] = [];
  private measures: Readonly<Record<string, MeasureInfo>> = {};
  private readonly filter = el("input", {
    type: "search",
    placeholder: "acc>0.85 seed:1 gain.end<0.2",
    spellcheck: "false",
    autocomplete: "off",
    "aria-describedby": "filter-told",
  });
  private readonly told = el("p", { class: "hint", id: "filter-told", role: "status" });
  private readonly head = el("thead");
  private readonly body = el("tbody");
  private readonly more = el("div", { class: "row" });
  private readonly compare = el("a", { class: "button main", hidden: true });
  private readonly groups = el("input", { type: "checkbox" });
  private configs: Configs | undefined;
  private asking = false;
  /** Groups that were there when configs were asked for. */
  private readonly asked = new Set<string>();
  /** Lines as they were last written, so that what has not changed is left alone. */
  private lines = new Map<string, { readonly text: string; readonly line: HTMLTableRowElement }>();

  constructor(
    private readonly state: TableState,
    private readonly changed: () => void,
    private readonly readConfigs: () => Promise<Configs>,
  ) {
    this.filter.value = state.filter;
    this.filter.addEventListener("input", () => {
      state.filter = this.filter.value;
      this.redraw();
    });
    this.groups.checked = state.groups;
    this.groups.addEventListener("change", () => {
      state.groups = this.groups.checked;
      this.redraw();
    });
    const scroller = el(
      "div",
      { class: "scroller", role: "region", "aria-label": "runs", tabindex: 0 },
      el("table", { class: "runs" }, this.head, this.body),
    );
    const grouping = el("label", { class: "check" }, this.groups, "seeds together");
    this.element = el(
      "section",
      { class: "panel wide" },
      el("h2", {}, "Runs"),
      el("div", { class: "row tools" }, field("Filter", this.filter), grouping, this.more, this.compare),
      this.told,
      scroller,
    );
  }

  show(rows: readonly RunRow[], measures: Readonly<Record<string, MeasureInfo>>): void {
    const more = Object.keys(measures).length !== Object.keys(this.measures).length;
    this.rows = rows;
    this.measures = measures;
    // The address may have changed what is shown.
    if (document.activeElement !== this.filter) this.filter.value = this.state.filter;
    this.groups.checked = this.state.groups;
    if (more || !this.more.hasChildNodes()) this.offerColumns();
    this.redraw(false);
  }

  private offerColumns(): void {
    const choices = Object.entries(this.measures)
      .filter(([name]) => !this.state.columns.includes(name))
      .map(([name]) => [name, name] as const);
    const control = select([["", "add…"], ...choices], "", (name) => {
      if (name === "") return;
      this.state.columns = [...this.state.columns, name];
      this.offerColumns();
      this.redraw();
    });
    const drop = this.state.columns.map((name) =>
      button(
        `− ${name}`,
        () => {
          this.state.columns = this.state.columns.filter((other) => other !== name);
          this.offerColumns();
          this.redraw();
        },
        { class: "quiet", title: `without the column ${name}` },
      ),
    );
    this.more.replaceChildren(field("Columns", control), ...drop);
  }

  private redraw(tell = true): void {
    const { state, measures } = this;
    const filter = parseFilter(state.filter, Object.keys(measures), this.configs);
    if (filter.wantsConfigs || (this.configs && this.rows.some(({ group }) => !this.asked.has(group))))
      this.askConfigs();
    const kept = sorted(this.rows.filter(filter.matches), state.order);
    const groups = state.groups ? grouped(kept).filter((group) => group.rows.length > 1) : [];
    const within = new Set(groups.flatMap((group) => group.rows.map(({ id }) => id)));
    const sheet: Sheet = { columns: this.columns(), measures };
    this.drawHead(sheet.columns);
    const lines = new Map<string, { readonly text: string; readonly line: HTMLTableRowElement }>();
    const line = (key: string, text: string, make: () => HTMLTableRowElement) => {
      const old = this.lines.get(key);
      lines.set(key, old?.text === text ? old : { text, line: make() });
    };
    const told = new Set<string>();
    for (const row of kept) {
      const group = within.has(row.id) ? groups.find((g) => g.key === row.group) : undefined;
      if (group && !told.has(group.key)) {
        told.add(group.key);
        line(`group ${group.key}`, JSON.stringify([group.means, group.seeds, state.columns]), () =>
          groupLine(group, sheet),
        );
        for (const member of group.rows)
          line(member.id, JSON.stringify([member, state.columns, true, state.chosen.has(member.id)]), () =>
            runLine(member, this.mark(member), true, sheet),
          );
      }
      if (!group)
        line(row.id, JSON.stringify([row, state.columns, false, state.chosen.has(row.id)]), () =>
          runLine(row, this.mark(row), false, sheet),
        );
    }
    this.lines = lines;
    place(
      this.body,
      [...lines.values()].map((entry) => entry.line),
    );
    const all = this.rows.length;
    const count = kept.length === all ? `${all} runs` : `${kept.length} of ${all} runs`;
    const words = [all === 0 ? "no runs here yet" : count, ...filter.problems];
    if (filter.wantsConfigs) words.push(this.asking ? "reads the configs…" : "the configs cannot be read");
    this.told.textContent = words.join(". ");
    this.offerComparison();
    if (tell) this.changed();
  }

  /** Once at a time: only a filter of configs needs them. */
  private askConfigs(): void {
    if (this.asking) return;
    this.asking = true;
    for (const { group } of this.rows) this.asked.add(group);
    const done = (configs: Configs | undefined) => {
      this.asking = false;
      this.configs = configs ?? this.configs;
      this.redraw(false);
    };
    this.readConfigs().then(done, () => setTimeout(done, AGAIN));
  }

  /** The box that marks a run for a comparison. */
  private mark({ id }: RunRow): HTMLElement {
    const { chosen } = this.state;
    const box = el("input", { type: "checkbox", "aria-label": `compare ${id}`, checked: chosen.has(id) });
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(id);
      else chosen.delete(id);
      this.offerComparison();
      this.changed();
    });
    return box;
  }

  private offerComparison(): void {
    const chosen = [...this.state.chosen].filter((id) => this.rows.some((row) => row.id === id));
    this.compare.hidden = chosen.length < 2;
    this.compare.textContent = `Compare ${chosen.length} runs`;
    this.compare.setAttribute("href", linkTo.compare(chosen));
  }

  private columns(): Column[] {
    return [...FIXED, ...this.state.columns.map((key) => ({ key, title: key, number: true }))];
  }

  private drawHead(columns: readonly Column[]): void {
    const { order } = this.state;
    const focus = this.head.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-key")
      : undefined;
    const cells = columns.map(({ key, title, number, wide }) => {
      const own = order.by === key;
      const arrow = own ? (order.down ? " ↓" : " ↑") : "";
      const press = button(
        `${title}${arrow}`,
        () => {
          // Numbers are best read from the top.
          const down = own ? !order.down : number === true || key === "started";
          this.state.order = { by: key, down };
          this.redraw();
        },
        { "data-key": key },
      );
      const sort = own ? (order.down ? "descending" : "ascending") : "none";
      return el("th", { scope: "col", class: style(number, wide), "aria-sort": sort }, press);
    });
    this.head.replaceChildren(el("tr", {}, el("td", {}), ...cells));
    if (focus !== undefined && focus !== null)
      this.head.querySelector<HTMLElement>(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  }
}

/** Puts lines in an order, moving only those that are elsewhere: what has the focus keeps it. */
function place(body: HTMLElement, lines: readonly HTMLElement[]): void {
  const wanted = new Set<Node>(lines);
  for (const old of [...body.children]) if (!wanted.has(old)) old.remove();
  for (const [k, line] of lines.entries())
    if (body.children[k] !== line) body.insertBefore(line, body.children[k] ?? null);
}

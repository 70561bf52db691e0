/** A list of which some rows are shown, and more when they are asked for. */
import { button, el } from "../../explore/page/dom.js";

/** Rows at a time. */
const ROWS = 200;

export function pagedList<T>(
  items: readonly T[],
  row: (item: T) => readonly [what: string, text: string],
): HTMLElement {
  const list = el("dl", { class: "figures" });
  let shown = 0;
  const more = () => {
    const next = items.slice(shown, shown + ROWS).map(row);
    list.append(...next.flatMap(([what, text]) => [el("dt", {}, what), el("dd", {}, text)]));
    shown += next.length;
    const left = items.length - shown;
    press.hidden = left === 0;
    press.textContent = `${Math.min(ROWS, left)} more of ${items.length}`;
  };
  const press = button("", more);
  more();
  return items.length <= ROWS ? list : el("div", {}, list, press);
}

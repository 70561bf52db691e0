/** The top of the page of a run or a sweep: its name, how far it is, its report and command, and the order that it takes. */
import { button, el } from "../../explore/page/dom.js";
import type { RunRow } from "../rows.js";
import type { Source } from "./source.js";

/** What may be asked for, and the words when that was taken. */
export interface Offer {
  readonly order: "stop" | "resume";
  readonly taken: string;
}

const ORDERS = {
  stop: { name: "Stop", under: "it ends with what there is…" },
  resume: { name: "Resume", under: "resuming…" },
} as const;

export class PageHead {
  readonly element: HTMLElement;
  private readonly name = el("h2");
  private readonly status = el("p", { class: "status" });
  private readonly bar = el("progress", { max: 1, "aria-label": "progress" });
  private readonly said = el("p", { class: "hint", role: "status" });
  private readonly orders = el("div", { class: "row" });
  private readonly report = el("div", { class: "row" });

  /** @param further  what stands below it */
  constructor(
    private readonly id: string,
    private readonly source: Source,
    ...further: readonly Node[]
  ) {
    const row = el("div", { class: "row" }, this.report, this.orders);
    this.element = el(
      "section",
      { class: "panel" },
      this.name,
      this.status,
      this.bar,
      row,
      this.said,
      ...further,
    );
  }

  /** @param share  of what is to be done; undefined where nothing is under way */
  progress(row: RunRow, words: readonly string[], share: number | undefined, offer: Offer | undefined): void {
    this.name.textContent = row.name || row.id;
    this.status.textContent = words.join(" · ");
    this.bar.hidden = share === undefined;
    this.bar.value = share ?? 0;
    this.offer(this.source.order ? offer : undefined);
  }

  /** Its report, and where nothing is under way the command that goes on with it. */
  links(files: readonly string[], command: string, running: boolean): void {
    const address = this.source.fileUrl(this.id, "report.html");
    this.report.replaceChildren(
      ...(files.includes("report.html")
        ? [el("a", { class: "button", href: address, target: "_blank" }, "Report")]
        : []),
      ...(running ? [] : [el("code", {}, command)]),
    );
  }

  private offer(offer: Offer | undefined): void {
    const { name, under } = offer ? ORDERS[offer.order] : { name: "", under: "" };
    if (this.orders.textContent === name) return;
    this.orders.replaceChildren();
    if (!offer) return;
    const press = button(name, () => {
      press.disabled = true;
      this.said.textContent = under;
      this.source.order!(offer.order, this.id).then(
        () => {
          this.said.textContent = offer.taken;
        },
        (error: Error) => {
          this.said.textContent = error.message;
          press.disabled = false;
        },
      );
    });
    this.orders.append(press);
  }
}

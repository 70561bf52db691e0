/** One training in a worker, as a column of the page. */
import { formatQuantity } from "../../core/units.js";
import type { Drawn, FromTraining, Snapshot, ToTraining, Trained } from "../messages.js";
import { fetchedDigits } from "./digits.js";
import { el, svg } from "./dom.js";
import { columnsFor, drawFields, drawPicture } from "./fields-picture.js";
import { trainingWorker } from "./spare-worker.js";
import { drawBins, drawCourse, drawSpikes, neuronSpikes } from "./training-plots.js";

/** Fields of the chosen neuron that are kept, evenly over the training. */
const KEPT = 12;
/** Pictures whose spikes are kept. */
const RECENT = 40;

export class TrainingRun {
  readonly element: HTMLElement;
  done = false;
  private readonly worker = trainingWorker();
  private readonly canvas = el("canvas", {
    class: "fields",
    role: "img",
    tabindex: 0,
    "aria-label": "receptive fields of all neurons; a click or the arrow keys choose one",
  });
  private readonly picture = el("canvas", {
    class: "shown",
    role: "img",
    "aria-label": "the picture that is shown",
  });
  private readonly course = svg("svg", {
    class: "course",
    viewBox: "0 0 300 90",
    role: "img",
    "aria-label": "running accuracy",
  });
  private readonly bins = svg("svg", {
    class: "bins",
    viewBox: "0 0 300 70",
    role: "img",
    "aria-label": "conductances from gMin to gMax",
  });
  private readonly spikes = svg("svg", {
    class: "bins",
    viewBox: "0 0 300 50",
    role: "img",
    "aria-label": "spikes of each neuron for this picture",
  });
  private readonly status = el("p", { class: "status", role: "status" }, "fetches the digits …");
  private readonly neuron = el("div", { class: "neuron" });
  private readonly answer = el("p", { class: "answer", role: "status" });
  private readonly result = el("p", { class: "result" });
  private readonly accuracies: [number, number][] = [];
  private history: { done: number; fields: Uint8Array }[] = [];
  /** Of the pictures that were looked at last. */
  private readonly recent: { readonly counts: Int32Array; readonly label: number }[] = [];
  private last: Snapshot | undefined;
  private drawn: Drawn | undefined;
  private chosen = -1;
  private drawing = false;

  /** @param cores  threads that may train */
  constructor(
    title: string,
    text: string,
    cores: number,
    private readonly ended: () => void,
  ) {
    this.worker.onmessage = ({ data }: MessageEvent<FromTraining>) => this.take(data);
    this.worker.onerror = ({ message }) =>
      this.take({ kind: "failed", text: message || "the worker did not start" });
    this.canvas.addEventListener("click", (event) => this.pick(event));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.element = el(
      "article",
      { class: "run" },
      el("h3", {}, title),
      this.status,
      el(
        "div",
        { class: "looks" },
        this.canvas,
        el("div", { class: "beside" }, this.picture, this.spikes, this.course, this.bins),
      ),
      this.answer,
      this.neuron,
      this.result,
    );
    fetchedDigits().then(
      (digits) => this.send({ kind: "start", text, digits, cores }),
      (error) => this.take({ kind: "failed", text: `the digits cannot be fetched: ${error.message}` }),
    );
  }

  send(message: ToTraining): void {
    this.worker.postMessage(message);
  }

  stop(): void {
    this.worker.terminate();
    this.element.remove();
  }

  private take(message: FromTraining): void {
    if (message.kind === "snapshot") this.snapshot(message);
    else if (message.kind === "drawn") this.answered(message);
    else if (message.kind === "trained") this.trained(message);
    else if (message.kind === "phase")
      this.status.textContent = `${message.phase === "label" ? "names its neurons" : "is tested"}: ${Math.round(100 * message.share)} %`;
    else if (message.kind === "notice") this.result.append(el("span", { class: "notice" }, message.text));
    else {
      this.status.textContent = message.text;
      this.status.classList.add("failed");
      this.finish();
    }
  }

  private finish(): void {
    this.done = true;
    this.ended();
  }

  private snapshot(snapshot: Snapshot): void {
    this.last = snapshot;
    const { done, total, accuracy, perSecond, threads, paused, shown } = snapshot;
    const right = accuracy === undefined ? "" : `, ${(100 * accuracy).toFixed(0)} % right of late`;
    const speed = paused ? "held" : `${Math.round(perSecond)} images/s`;
    const shared = threads > 1 ? `, ${threads} threads` : "";
    this.status.textContent = `${done} of ${total} images, ${speed}${shared}${right}`;
    this.element.dataset.done = String(done);
    this.element.dataset.threads = String(Math.max(threads, Number(this.element.dataset.threads ?? 1)));
    if (accuracy !== undefined) this.accuracies.push([done, accuracy]);
    this.keep(snapshot);
    this.recent.push({ counts: snapshot.counts, label: shown.label });
    if (this.recent.length > RECENT) this.recent.shift();
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => this.drawLast());
  }

  /** Once a frame at most, so that a page on a busy machine still answers. */
  private drawLast(): void {
    this.drawing = false;
    const { total, shown, histogram, counts } = this.last!;
    this.draw();
    drawPicture(this.picture, shown.pixels);
    drawCourse(this.course, this.accuracies, total);
    drawBins(this.bins, histogram);
    drawSpikes(this.spikes, counts);
  }

  /** Thinned to evenly spaced ones. */
  private keep({ done, total, fields }: Snapshot): void {
    const next = (this.history.at(-1)?.done ?? -total / KEPT) + total / KEPT;
    if (done >= next || done === total) this.history.push({ done, fields });
  }

  private draw(): void {
    const { last, drawn } = this;
    if (!last) return;
    drawFields(this.canvas, last.fields, drawn?.counts ?? last.counts, this.chosen);
    this.showNeuron();
  }

  private pick({ offsetX, offsetY }: MouseEvent): void {
    if (!this.last) return;
    const neurons = this.last.labels.length;
    const columns = columnsFor(neurons);
    const size = this.canvas.clientWidth / columns;
    const j = Math.floor(offsetY / size) * columns + Math.floor(offsetX / size);
    this.chosen = j === this.chosen || j >= neurons ? -1 : j;
    this.draw();
  }

  private key(event: KeyboardEvent): void {
    if (!this.last) return;
    const neurons = this.last.labels.length;
    const columns = columnsFor(neurons);
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.chosen = Math.min(neurons - 1, Math.max(0, this.chosen + step));
    this.draw();
  }

  private showNeuron(): void {
    const { chosen, last } = this;
    if (chosen < 0 || !last) {
      this.neuron.replaceChildren(
        el("p", { class: "hint" }, "Click a field to follow its neuron. Orange: it fires now."),
      );
      return;
    }
    const label = last.labels[chosen]!;
    const pictures = this.history.map(({ done, fields }) => {
      const canvas = el("canvas", { class: "small", title: `after ${done} images` });
      drawPicture(canvas, fields.subarray(784 * chosen, 784 * (chosen + 1)));
      return canvas;
    });
    const stands = label < 0 ? "stands for no digit yet" : `stands for ${label}`;
    this.neuron.replaceChildren(
      el(
        "p",
        {},
        `Neuron ${chosen + 1} ${stands}; ${last.counts[chosen]} spikes for this picture. Its field over time:`,
      ),
      el("div", { class: "strip" }, ...pictures),
      el("p", {}, "Its spikes for the pictures that were looked at last:"),
      neuronSpikes(this.recent, chosen),
    );
  }

  private answered(drawn: Drawn): void {
    this.drawn = drawn;
    const fired = [...drawn.counts.entries()].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
    const names = fired
      .slice(0, 5)
      .map(([j, count]) => `${drawn.labels[j]! < 0 ? "?" : drawn.labels[j]} (${count})`);
    const taken = drawn.answer < 0 ? "no digit" : String(drawn.answer);
    this.answer.replaceChildren(
      "Taken for ",
      el("strong", {}, taken),
      fired.length === 0 ? ": nobody fires" : `. Fire: ${names.join(", ")}${fired.length > 5 ? ", …" : ""}`,
    );
    this.draw();
    setTimeout(() => {
      this.drawn = undefined;
    }, 1500);
  }

  private trained({
    accuracy,
    interval,
    testImages,
    weightsSha256,
    imagesPerSecond,
    energy,
    kernel,
    threads,
  }: Trained): void {
    const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
    this.status.textContent = `trained at ${Math.round(imagesPerSecond)} images/s (${kernel}, ${threads === 1 ? "one thread" : `${threads} threads`})`;
    this.element.dataset.sha256 = weightsSha256;
    this.result.append(
      el("strong", {}, `${percent(accuracy)} of ${testImages} test images`),
      ` (95 %: ${percent(interval[0])} to ${percent(interval[1])})`,
      energy === undefined ? "" : `, ${formatQuantity(energy, "J")} an image`,
      el("br", {}),
      "weights sha256 ",
      el("code", {}, weightsSha256),
    );
    this.finish();
  }
}

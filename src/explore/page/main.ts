/** The page: one state, panels that show it, and its address. */
import type { Device } from "../../core/device/model.js";
import { compensate } from "../../core/stdp/compensate.js";
import { AddressWriter } from "../address.js";
import { presetDevice } from "../device.js";
import { History } from "../history.js";
import { LinkError, linkOf, stateOf } from "../link.js";
import { physicsOf } from "../physics.js";
import { aboutForm, presetState, presets } from "../presets.js";
import { type ExploreState, isNamed, knotsOf, startOf, waveformsOf } from "../state.js";
import { undoStep } from "../undo-keys.js";
import { curveText, voltagesText } from "../written.js";
import { DesignPanel } from "./design-panel.js";
import { DevicePanel } from "./device-panel.js";
import { button, download, el } from "./dom.js";
import { PhysicsPanels } from "./physics-panels.js";
import { saveChart } from "./save-chart.js";
import { TrainingPanel } from "./training-panel.js";
import { VoltageEditor } from "./voltage-editor.js";

const told = el("p", { class: "told", role: "alert", hidden: true });
const history = new History<ExploreState>(startOf("box-over-ramp"));
const address = new AddressWriter((link) => {
  if (location.hash !== `#${link}`) window.history.replaceState(null, "", `#${link}`);
});
let drawing = false;
let own: { key: string; device: Device } | undefined;

function tell(text: string): void {
  told.textContent = text;
  told.hidden = text === "";
}

function change(part: Partial<ExploreState>, gesture?: string): void {
  history.set({ ...history.state, ...part }, gesture);
  tell("");
  changed();
}

/** At most once per frame, however often the pointer moves. */
function changed(): void {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    show(history.state);
  });
}

const endGesture = () => {
  history.endGesture();
  address.settle(linkOf(history.state));
};
const editor = new VoltageEditor(
  history.state,
  (side, knots, gesture) => change({ [side]: knots }, gesture),
  endGesture,
);
const physics = new PhysicsPanels((deltaT, gesture) => change({ deltaT }, gesture), endGesture);
const device = new DevicePanel(change, endGesture, (files) => void dropped(files));
const training = new TrainingPanel((train) => change({ train }));
const design = new DesignPanel(
  () => history.state,
  (pre, post) => change({ pre, post, third: [] }),
  compensated,
  (sketch) => physics.draw(sketch),
);
const undo = button("Undo", () => back(), { title: "Ctrl+Z" });
const redo = button("Redo", () => forth(), { title: "Ctrl+Shift+Z" });
const about = el("p", { class: "about" });

/** @returns  in words, what came of it */
function compensated(): string {
  try {
    const { pre, post } = waveformsOf(history.state);
    const { alphaPre, alphaPost } = history.state;
    const solved = compensate({ rate: deviceNow(history.state).rate, pre, post, alphaPre, alphaPost });
    change({ pre: knotsOf(solved.pre.waveform), post: knotsOf(solved.post.waveform) });
    const one = [solved.pre.root ? "" : "V_pre", solved.post.root ? "" : "V_post"].filter(Boolean);
    return one.length > 0
      ? `${one.join(" and ")}: of one sign only, nothing to compensate with`
      : "compensated";
  } catch (error) {
    return messageOf(error);
  }
}

function deviceNow(state: ExploreState): Device {
  if (!state.device.own) return presetDevice(state.device);
  const key = JSON.stringify(state.device);
  if (own?.key === key) return own.device;
  throw new PendingDevice();
}

/** The config reader is being loaded. */
class PendingDevice extends Error {}

function show(state: ExploreState): void {
  undo.disabled = !history.canUndo;
  redo.disabled = !history.canRedo;
  editor.show(state);
  device.show(state);
  training.show(state);
  const { doc, source } = aboutForm(state.form);
  about.textContent = `${isNamed(state) ? "" : "Changed; began as: "}${doc}. ${source}`;
  try {
    physics.show(state, physicsOf(state, deviceNow(state)));
  } catch (error) {
    if (error instanceof PendingDevice) void loadOwn(state);
    else tell(messageOf(error));
  }
  address.follow(linkOf(state));
}

async function loadOwn(state: ExploreState): Promise<void> {
  try {
    const { ownDevice } = await import("../own-device.js");
    own = { key: JSON.stringify(state.device), device: ownDevice(state.device) };
    changed();
  } catch (error) {
    tell(messageOf(error));
  }
}

async function dropped(files: FileList): Promise<void> {
  try {
    const texts = await Promise.all([...files].map(async (file) => [file.name, await file.text()] as const));
    const { droppedDevice } = await import("../own-device.js");
    const { preset } = history.state.device;
    change({ device: { preset, params: {}, lawParams: {}, own: droppedDevice(Object.fromEntries(texts)) } });
  } catch (error) {
    tell(messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function back(): void {
  history.undo();
  changed();
}

function forth(): void {
  history.redo();
  changed();
}

function presetChooser(): HTMLElement {
  const groups = [...new Set(presets.map(({ group }) => group))].map((group) => {
    const options = presets
      .map((preset, k) => ({ preset, k }))
      .filter(({ preset }) => preset.group === group)
      .map(({ preset, k }) => el("option", { value: k }, preset.name));
    return el("optgroup", { label: group }, ...options);
  });
  const chooser = el("select", { id: "preset" }, el("option", { value: "" }, "choose …"), ...groups);
  chooser.addEventListener("change", () => {
    const preset = presets[Number(chooser.value)];
    if (preset && chooser.value !== "") change(presetState(preset, history.state.train));
    chooser.value = "";
  });
  return el("label", { class: "field" }, el("span", {}, "begin with"), chooser);
}

function exports(): HTMLElement {
  const curve = () => {
    const { deltaT, change } = physicsOf(history.state, deviceNow(history.state));
    download("stdp.csv", curveText(deltaT, change), "text/csv");
  };
  const picture = (kind: "svg" | "png") => void saveChart(physics.curve.querySelector("svg")!, kind);
  const copy = button("Copy the link", async () => {
    try {
      const link = linkOf(history.state);
      address.settle(link);
      await navigator.clipboard.writeText(new URL(`#${link}`, location.href).href);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "The address above is the link";
    }
    setTimeout(() => {
      copy.textContent = "Copy the link";
    }, 2000);
  });
  return el(
    "div",
    { class: "row" },
    undo,
    redo,
    copy,
    button("Voltages (YAML)", () => download("voltages.yaml", voltagesText(history.state), "text/yaml"), {
      class: "quiet",
    }),
    button("Curve (CSV)", curve, { class: "quiet" }),
    button("SVG", () => picture("svg"), { class: "quiet" }),
    button("PNG", () => picture("png"), { class: "quiet" }),
  );
}

/** What the address says, else what the command was started with, else the first preset. */
async function begin(): Promise<void> {
  let fragment = location.hash.slice(1);
  try {
    if (fragment === "") fragment = ((await (await fetch("start.json")).json()) as { link: string }).link;
  } catch {
    fragment = "";
  }
  try {
    const state = stateOf(fragment);
    if (linkOf(state) !== linkOf(history.state)) history.set(state);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    tell(`${error.message}; shown is the beginning instead`);
  }
  changed();
}

document.querySelector("header")!.append(presetChooser(), exports());
document
  .querySelector("main")!
  .append(
    told,
    about,
    editor.element,
    physics.curve,
    physics.gate,
    physics.rates,
    physics.numbers,
    device.element,
    design.element,
    training.element,
  );
addEventListener("hashchange", () => {
  address.forget();
  void begin();
});
addEventListener("pagehide", () => address.settle(linkOf(history.state)));
addEventListener("keydown", (event) => {
  const step = undoStep(event);
  if (step === undefined) return;
  event.preventDefault();
  if (step === "forth") forth();
  else back();
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer && event.dataTransfer.files.length > 0) void dropped(event.dataTransfer.files);
});
void begin();

/** Elements of the page, made in one line. */
type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: never) => void)>>;

const SVG = "http://www.w3.org/2000/svg";

/** An element; functions among the attributes are listeners ("click"), `undefined` and `false` are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  dress(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** The same in a drawing. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  dress(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

function dress(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** A labelled field. */
export function field(label: string, control: HTMLElement, hint?: string): HTMLLabelElement {
  return el("label", { class: "field", title: hint }, el("span", {}, label), control);
}

export function button(text: string, press: () => void, more: Attributes = {}): HTMLButtonElement {
  return el("button", { type: "button", click: press, ...more }, text);
}

export function select(
  choices: readonly (readonly [value: string, text: string])[],
  value: string,
  change: (value: string) => void,
  more: Attributes = {},
): HTMLSelectElement {
  const options = choices.map(([v, text]) => el("option", { value: v, selected: v === value }, text));
  const control = el("select", { ...more, change: () => change(control.value) }, ...options);
  return control;
}

/** Puts other children into an element; what had the keyboard's focus keeps it, by its place. */
export function replaceKeepingFocus(parent: HTMLElement, ...children: readonly Child[]): void {
  const focusable = () => [...parent.querySelectorAll<HTMLElement>("input, select, button")];
  const at = focusable().indexOf(document.activeElement as HTMLElement);
  parent.replaceChildren(...children.filter((child) => child !== undefined));
  if (at >= 0) focusable()[at]?.focus();
}

/** A file for the user, made here. */
export function download(name: string, content: string | Blob, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

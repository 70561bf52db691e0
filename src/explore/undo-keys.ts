/** Which keys step back and forth through the states. */

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  /** Where the focus is: an input has a type. */
  readonly target: unknown;
}

/** Inputs of these types hold no text, and so have nothing of their own to undo. */
const WITHOUT_TEXT = new Set(["range", "checkbox", "radio", "file", "button", "submit", "color"]);

/** @returns  undefined for other keys, and where a field undoes its own text */
export function undoStep({
  key,
  ctrlKey,
  metaKey,
  shiftKey,
  target,
}: KeyPress): "back" | "forth" | undefined {
  if (!ctrlKey && !metaKey) return undefined;
  const { tagName, type = "text" } = (target ?? {}) as { tagName?: string; type?: string };
  if (tagName === "TEXTAREA" || (tagName === "INPUT" && !WITHOUT_TEXT.has(type))) return undefined;
  const letter = key.toLowerCase();
  if (letter === "y") return "forth";
  return letter === "z" ? (shiftKey ? "forth" : "back") : undefined;
}

/** Voltages of the user's own in a YAML file: pre and post at the terminals, third at the gate. */
import * as z from "zod";
import { type Waveform, waveform } from "../core/waveform/index.js";
import type { Files } from "../platform/files.js";
import { ConfigError } from "./errors.js";
import { displayName, readText } from "./locate.js";
import { inWords, problemsOf } from "./messages.js";
import { si } from "./schema/fields.js";
import { knots } from "./schema/knots.js";
import type { Knots } from "./specs/document.js";
import { ProblemList } from "./specs/problems.js";
import { parseYaml } from "./yaml.js";

export interface OwnWaveforms {
  readonly pre: Waveform;
  readonly post: Waveform;
  /** At the gate itself, not halved; its time 0 is the pre spike. */
  readonly third?: Waveform;
}

const schema = z.strictObject({
  pre: knots("V_pre"),
  post: knots("V_post"),
  third: knots("a voltage at the gate itself, timed from the pre spike").optional(),
});

/** @throws ConfigError with everything that is wrong with the file */
export function readWaveformFile(files: Files, path: string): OwnWaveforms {
  const file = files.resolve(files.cwd, path);
  const name = displayName(files, file);
  const { value, origins } = parseYaml(readText(files, file), name);
  const parsed = schema.safeParse(value, { error: inWords });
  if (!parsed.success) throw new ConfigError(name, problemsOf(parsed.error, origins));
  const problems = new ProblemList(origins);
  const make = (which: "pre" | "post" | "third", list: Knots): Waveform | undefined =>
    problems.attempt(which, () => waveform(list.map(([t, v]) => [si(t, "s"), si(v, "V")] as const)));
  const data = parsed.data as { pre: Knots; post: Knots; third?: Knots };
  const pre = make("pre", data.pre);
  const post = make("post", data.post);
  const third = data.third && make("third", data.third);
  problems.raise(name);
  return { pre: pre!, post: post!, ...(third ? { third } : {}) };
}

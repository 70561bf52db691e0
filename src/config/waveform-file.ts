/** Voltages of the user's own in a YAML file: pre and post at the terminals, third at the gate. */
import { type Waveform, waveform } from "../core/waveform/index.js";
import type { Files } from "../platform/files.js";
import { ConfigError } from "./errors.js";
import { group } from "./fields/group.js";
import { displayName, readText } from "./locate.js";
import { inWords, problemsOf } from "./messages.js";
import { builtIn } from "./parts.js";
import { type Knots, knots } from "./schema/waveforms.js";
import { ProblemList } from "./specs/problems.js";
import { parseYaml } from "./yaml.js";

export interface OwnWaveforms {
  readonly pre: Waveform;
  readonly post: Waveform;
  /** At the gate itself, not halved; its time 0 is the pre spike. */
  readonly third?: Waveform;
}

const field = group({
  pre: knots("V_pre"),
  post: knots("V_post"),
  third: knots("a voltage at the gate itself, timed from the pre spike").optional(),
});

/** @throws ConfigError with everything that is wrong with the file */
export function readWaveformFile(files: Files, path: string): OwnWaveforms {
  const file = files.resolve(files.cwd, path);
  const name = displayName(files, file);
  const { value, origins } = parseYaml(readText(files, file), name);
  const parsed = field.schema(value, builtIn).safeParse(value, inWords);
  if (!parsed.success) throw new ConfigError(name, problemsOf(parsed.error, origins));
  const problems = new ProblemList(origins, value);
  const make = (which: "pre" | "post" | "third", list: Knots): Waveform | undefined =>
    problems.attempt(which, () => waveform(list));
  const given = field.read(parsed.data, builtIn);
  const pre = make("pre", given.pre);
  const post = make("post", given.post);
  const third = given.third && make("third", given.third);
  problems.raise(name);
  return { pre: pre!, post: post!, ...(third ? { third } : {}) };
}

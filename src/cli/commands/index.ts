/** Every command, as --help groups them. Add yours here: one line. */
import type { Command, Done } from "../command.js";
import { check } from "./check.js";
import { completion } from "./completion.js";
import { design } from "./design.js";
import { device } from "./device.js";
import { doctor } from "./doctor.js";
import { evaluate } from "./evaluate.js";
import { events } from "./events.js";
import { explore } from "./explore.js";
import { list } from "./list.js";
import { montecarlo } from "./montecarlo.js";
import { newExperiment } from "./new.js";
import { nir } from "./nir.js";
import { records } from "./records.js";
import { report } from "./report.js";
import { rescale } from "./rescale.js";
import { resume } from "./resume.js";
import { run } from "./run.js";
import { schema } from "./schema.js";
import { stdp } from "./stdp.js";
import { sweep } from "./sweep.js";
import { ui } from "./ui.js";
import { worker } from "./worker.js";

/** Makes a command. @param done  takes its exit code */
export type MakeCommand = (done: Done) => Command;

export const commandGroups: Readonly<Record<string, readonly MakeCommand[]>> = {
  Experiments: [run, newExperiment, sweep, worker, resume, evaluate, montecarlo],
  "Device and spike voltages": [stdp, design, rescale, device, explore],
  Results: [report, ui, records, nir],
  "Files and parts": [list, check, schema, events],
  "This program": [doctor, completion],
};

/** All of them, for those who only look. */
export const allCommands = (): Command[] =>
  Object.values(commandGroups).flatMap((makers) => makers.map((make) => make(() => {})));

/** "run", of "run <experiment>". */
export const nameOf = ({ command }: Command): string => command.split(" ")[0]!;

/** From a population's value to its spec: its neurons, what each has of its own, what drives it. */
import type { NeuronModel, Winner } from "../../core/neuron/model.js";
import { Random } from "../../core/random.js";
import type { PopulationSpec } from "../../network/spec.js";
import type { Files } from "../../platform/files.js";
import { quoteAll } from "../errors.js";
import type { PoissonValue, PopulationValue } from "../schema/network.js";
import { didYouMean } from "../suggest.js";
import { buildCurrent } from "./current.js";
import { buildOwnValues, startTable } from "./own-values.js";
import type { ProblemList } from "./problems.js";
import { takenBy } from "./synapse-values.js";

export function buildPopulation(
  name: string,
  value: PopulationValue,
  tick: number,
  files: Files,
  path: string,
  problems: ProblemList,
): PopulationSpec {
  const { size } = value;
  const places = "shape" in value ? { shape: value.shape } : {};
  if (!("neuron" in value)) return { name, size, ...places };
  const { neuron: model, params, start = {} } = value;
  const winner = winnerOf(value, `${path}.winner`, problems);
  const before = problems.count;
  const { values, own } = buildOwnValues(params, model.params, size, files, `${path}.params`, problems);
  const starts = buildOwnValues(start, startTable(model), size, files, `${path}.start`, problems);
  const alike = Object.keys(own).length === 0;
  if (!alike && winner !== "all")
    problems.add(
      `${path}.winner`,
      'neurons whose parameters differ all spike where they are over their thresholds; accepted: "all"',
    );
  const drive =
    value.drive && driveOf(value.drive.poisson, model, size, files, `${path}.drive.poisson`, problems);
  const current =
    value.current === undefined
      ? undefined
      : buildCurrent(value.current, size, tick, files, `${path}.current`, problems);
  if (problems.count > before) return { name, size, ...places, neuron: { model, values, winner } };
  if (alike) {
    // A trial neuron says whether its parameters fit each other and the tick.
    problems.attempt(`${path}.params`, () => model.create(1, values, tick, winner, Random.of("trial")));
    const misfit = model.problem?.(values, tick);
    if (misfit !== undefined) problems.add(`${path}.params`, misfit);
  }
  const begun = { ...starts.values, ...starts.own };
  return {
    name,
    size,
    ...places,
    neuron: {
      model,
      values,
      winner,
      ...(alike ? {} : { own }),
      ...(Object.keys(begun).length > 0 ? { start: begun } : {}),
      ...(drive ? { drive } : {}),
      ...(current ? { current } : {}),
    },
  };
}

/** One winner at each place needs places, and a model that knows them. */
function winnerOf(
  value: Extract<PopulationValue, { neuron: NeuronModel }>,
  path: string,
  problems: ProblemList,
): Winner {
  const { winner, neuron } = value;
  if (winner !== "one-per-place") return winner;
  if (!neuron.knowsPlaces)
    problems.add(
      path,
      '"one-per-place" is not known to a neuron model of your own that does not export knowsPlaces; accepted: "all", "one-per-step"',
    );
  const [cols = 1, rows] = "shape" in value ? [...value.shape].reverse() : [];
  if (rows !== undefined) return { places: rows * cols };
  problems.add(path, '"one-per-place" needs rows and columns; accepted: size: [planes, rows, cols]');
  return "all";
}

/** Poisson spikes at each neuron. */
function driveOf(
  { rate, weight, receptor }: PoissonValue,
  model: NeuronModel,
  size: number,
  files: Files,
  path: string,
  problems: ProblemList,
) {
  const { receptors } = model;
  if (!receptors.includes(receptor))
    problems.add(
      `${path}.receptor`,
      `"${receptor}" is not a receptor; accepted: ${quoteAll(receptors)}${didYouMean(receptor, receptors)}`,
    );
  const { unit, signed } = takenBy(model, receptor);
  if (weight.unit !== unit || (weight.value < 0 && !signed))
    problems.add(
      `${path}.weight`,
      `${problems.written(`${path}.weight`)} does not suit these neurons; accepted: ${unit === "V" ? 'a voltage such as "2 mV"' : "a plain number from 0, such as 20"}`,
    );
  const built = buildOwnValues({ rate }, { rate: { unit: "Hz", min: 0 } }, size, files, path, problems);
  return { rate: built.own.rate ?? built.values.rate!, weight: weight.value, receptor };
}

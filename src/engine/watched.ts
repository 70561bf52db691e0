/** State variables of a network that a probe can watch: those with a fixed number of values. */
import { each } from "../core/connectivity/index.js";
import { neuronState } from "../core/neuron/state.js";
import type { StateVariable } from "../core/state.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Network } from "../network/build.js";
import { currentState } from "./current-drive.js";

/** Of a population of neurons or a plastic projection; undefined where there is none of that name. */
export function watchedOf(network: Network, name: string): readonly StateVariable[] | undefined {
  const population = network.populations.find((p) => p.name === name);
  if (population?.neurons) return [...neuronState(population.neurons), ...currentState(population)];
  const crossbar = network.projections.find((p) => p.name === name)?.crossbar;
  return crossbar && synapseState(crossbar);
}

/** Conductances as they are at a tick under the name g, and what else the synapses declare. */
function synapseState(crossbar: Crossbar): StateVariable[] {
  const { wiring, variables = [] } = crossbar;
  const state = variables.find((v) => v.name === "state");
  const g: StateVariable = {
    name: "g",
    unit: state?.unit ?? "1",
    per: "synapse",
    doc: "conductance, or weight of synapses without a device; waveforms under way included",
    wiring,
    get values() {
      return crossbar.state;
    },
    at: (tick) => {
      const values = new Float64Array(wiring.count);
      let x = 0;
      each(wiring, (at) => {
        values[x++] = crossbar.conductance(at, tick);
      });
      return values;
    },
  };
  return [g, ...variables.filter((v) => v !== state && v.per !== "event")];
}

/**
 * What NIR cannot say of a network, in a group "spikion" beside its graph:
 *
 *   notices                        what differs, in words
 *   plastic/NAME/conductance       S (ideal synapses: weights), row after row; indptr, indices: scipy's csr
 *               /read_gain, g_min, g_max
 *               /synapse           the device, waveforms and all else of these synapses, as JSON
 *   neurons/NAME                   parameters of the neurons, as JSON, those that differ left out
 */
import { packed, wholeRows } from "../core/connectivity/index.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Network } from "../network/build.js";
import type { NetworkSpec } from "../network/spec.js";
import { numbers } from "./graph.js";
import type { Hdf5Group, Hdf5Numbers, Hdf5Value } from "./hdf5.js";

type Tree = Map<string, Hdf5Value | Hdf5Group>;

export function sideTable(
  spec: NetworkSpec,
  network: Network,
  synapses: Readonly<Record<string, unknown>>,
  notices: readonly string[],
): Hdf5Group {
  const plastic: Tree = new Map();
  for (const { name, crossbar } of network.projections)
    if (crossbar) plastic.set(name, statesOf(crossbar, synapses[name]));
  const neurons: Tree = new Map();
  for (const { name, neuron } of spec.populations)
    if (neuron) neurons.set(name, JSON.stringify({ winner: neuron.winner, ...neuron.values }));
  const table: Tree = new Map([
    ["plastic", plastic],
    ["neurons", neurons],
  ]);
  if (notices.length > 0) table.set("notices", { shape: [notices.length], texts: notices });
  return new Map([["spikion", table]]);
}

function statesOf(crossbar: Crossbar, synapse: unknown): Hdf5Group {
  const { wiring, state, readGain, bounds } = crossbar;
  const rows = wholeRows(wiring);
  const indptr = new Int32Array(rows.nPre + 1);
  const indices = new Int32Array(rows.count);
  for (let i = 0, n = 0; i < rows.nPre; i++) {
    for (let at = rows.rowStart(i); at < rows.rowEnd(i); at++) indices[n++] = rows.columnOf(i, at);
    indptr[i + 1] = n;
  }
  const one = (x: number): Hdf5Numbers => numbers([x], []);
  const list = (values: Hdf5Numbers["values"]): Hdf5Numbers => ({ shape: [values.length], values });
  const table: Tree = new Map<string, Hdf5Value | Hdf5Group>([
    ["conductance", list(packed(wiring, state))],
    ["indptr", list(indptr)],
    ["indices", list(indices)],
    ["read_gain", one(readGain)],
  ]);
  if (bounds) table.set("g_min", one(bounds.min)).set("g_max", one(bounds.max));
  if (synapse !== undefined) table.set("synapse", JSON.stringify(synapse));
  return table;
}

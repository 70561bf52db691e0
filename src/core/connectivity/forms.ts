import type { Csr } from "./csr.js";
import type { Dense } from "./dense.js";
import type { Uniform } from "./model.js";

/** What a connection rule makes. */
export type Connectivity = Dense | Csr | Uniform;
/** Of synapses that own values. */
export type Wiring = Dense | Csr;

/**
 * Kernels of networks of any shape, by address: the host keeps the order of events and calls them tick by tick. It lays out
 * the memory; nothing is allocated here.
 */
export { dataEnd } from "../constants";
export { philoxWords } from "../layout";
export { closeColumn } from "./close";
export * from "./deliver";
export { exp } from "./exp";
export { drawFactors } from "./factors";
export { bookColumn } from "./ledger";
export { stepLif } from "./lif";
export { stepLifCond } from "./lif-cond";
export * from "./poisson";
export { changeRow } from "./rows";

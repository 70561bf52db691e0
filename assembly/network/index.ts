/**
 * Kernels of networks of any shape, by address: the host keeps the order of events and calls them tick by tick. It lays out
 * the memory; nothing is allocated here.
 */
export { dataEnd } from "../constants";
export { mostThreads, notes, philoxWords, seatCount, seats, spinSteps, teamWords, told } from "../layout";
export { breakUp, meetingsSoFar, WORDS_BYTES } from "../meetings";
export { stepAdex } from "./adex";
export { closeColumn } from "./close";
export { perform, serve } from "./command";
export * from "./deliver";
export { exp } from "./exp";
export { drawFactors } from "./factors";
export { stepIzhikevich } from "./izhikevich";
export { bookColumn } from "./ledger";
export { stepLif } from "./lif";
export { stepLifAlpha } from "./lif-alpha";
export { stepLifCond } from "./lif-cond";
export { stepLifDriven } from "./lif-driven";
export { stepLifExp } from "./lif-exp";
export { stepLifExpDriven } from "./lif-exp-driven";
export { stepLifMixed } from "./lif-mixed";
export { addPoisson, addPoissonEach } from "./poisson";
export { changeRow } from "./rows";
export { addDelayed } from "./ring";
export { takeInput, takeJumps } from "./stepped";
export { ITEM_BYTES, ownParameters, shares, WHOLE } from "./work";

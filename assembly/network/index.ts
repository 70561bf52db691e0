/**
 * Kernels of networks of any shape, by address: the host keeps the order of events and calls them tick by tick. It lays out
 * the memory; nothing is allocated here.
 */
export { dataEnd } from "../constants";
export { philoxWords, scratch } from "../layout";
export * from "./deliver";
export { stepLifCond } from "./lif-cond";
export * from "./poisson";

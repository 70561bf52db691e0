/** Every figure, in the order of the report. Add yours here: one file, one line. */
import { accuracy } from "./accuracy.js";
import { conductanceCourses } from "./conductance-courses.js";
import { conductanceHistogram, simulatedHistogram } from "./conductance-histogram.js";
import { confusion } from "./confusion.js";
import type { ClassifyPlot, PhysicsPlot, SimulatePlot } from "./figure.js";
import { learningRules } from "./learning-rules.js";
import { pictureRaster } from "./picture-raster.js";
import { populationRasters } from "./population-rasters.js";
import { rateCurve } from "./rate-curve.js";
import { receptiveFields } from "./receptive-fields.js";
import { settling } from "./settling.js";
import { stdpWindow } from "./stdp-window.js";
import { voltageTraces } from "./voltage-traces.js";
import { waveforms } from "./waveforms.js";

export const classifyPlots: readonly ClassifyPlot[] = [
  accuracy,
  receptiveFields,
  confusion,
  pictureRaster,
  conductanceHistogram,
  settling,
];

export const simulatePlots: readonly SimulatePlot[] = [
  populationRasters,
  learningRules,
  conductanceCourses,
  voltageTraces,
  simulatedHistogram,
];

/** Drawn for runs whose synapses are devices, of either kind. */
export const physicsPlots: readonly PhysicsPlot[] = [waveforms, stdpWindow, rateCurve];

/** Every plot of a report by name, in its order; each takes the runs it can draw. Add yours here: one file, one line. */
import type { Family } from "../../core/part.js";
import { accuracy } from "./accuracy.js";
import { conductanceCourses } from "./conductance-courses.js";
import { conductanceHistogram } from "./conductance-histogram.js";
import { confusion } from "./confusion.js";
import { learnedWindows } from "./learned-windows.js";
import { learningRules } from "./learning-rules.js";
import type { Plot } from "./model.js";
import { panelPicture } from "./panel-picture.js";
import { pictureRaster } from "./picture-raster.js";
import { populationRasters } from "./population-rasters.js";
import { rateCurve } from "./rate-curve.js";
import { receptiveFields } from "./receptive-fields.js";
import { settling } from "./settling.js";
import { stdpWindow } from "./stdp-window.js";
import { voltageTraces } from "./voltage-traces.js";
import { waveforms } from "./waveforms.js";

export const plots = {
  accuracy,
  confusion,
  "receptive-fields": receptiveFields,
  "learned-windows": learnedWindows,
  "picture-raster": pictureRaster,
  "population-rasters": populationRasters,
  "learning-rules": learningRules,
  "conductance-courses": conductanceCourses,
  "voltage-traces": voltageTraces,
  "panel-picture": panelPicture,
  settling,
  "conductance-histogram": conductanceHistogram,
  waveforms,
  "stdp-window": stdpWindow,
  "rate-curve": rateCurve,
} as const satisfies Record<string, Plot>;

export const plotFamily: Family<Plot> = { name: "plots", noun: "a plot of a report", table: plots };

/** Every plot of a report, in its order; each takes the runs it can draw. Add yours here: one file, one line. */
import { accuracy } from "./accuracy.js";
import { conductanceCourses } from "./conductance-courses.js";
import { conductanceHistogram } from "./conductance-histogram.js";
import { confusion } from "./confusion.js";
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

export const plots: readonly Plot[] = [
  accuracy,
  receptiveFields,
  confusion,
  pictureRaster,
  populationRasters,
  learningRules,
  conductanceCourses,
  voltageTraces,
  panelPicture,
  conductanceHistogram,
  settling,
  waveforms,
  stdpWindow,
  rateCurve,
];

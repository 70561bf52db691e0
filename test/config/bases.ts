/** Experiments that between them use every field of every kind: one key in each that its default is not. */

const device = `
          device: eis-ysz14
          waveforms: box-over-ramp
          readGain: 0.4`;

const layer = (synapses: string, chosen = "eis", signals = "") => `
network:
  description: a layer
  tick: 0.5 ms${signals}
  populations:
    input: {size: 784}
    second: {size: 784}
    output: {size: 10, neuron: lif-cond}
    third: {size: 10, neuron: lif-cond}
    alone: {size: 3, neuron: lif-cond}
  projections:
    feedforward:
      from: input
      to: output
      rule: all-to-all
      receptor: excitatory
      synapse: ${chosen}
      synapses: ${synapses}
    inhibition: {from: output, to: output, rule: lateral, receptor: inhibitory, delay: 1 ms, weight: 20}
    back: {from: third, to: output, rule: {probability: 0.2}, receptor: excitatory, delay: {from: 1 ms, to: 5 ms}, weight: 3}
    again: {from: input, to: output, rule: all-to-all, receptor: excitatory, synapse: trace-stdp, synapses: {trace-stdp: {}}}
    fromSecond: {from: second, to: output, rule: all-to-all, receptor: excitatory, synapse: trace-stdp, synapses: {trace-stdp: {}}}
    toThird: {from: input, to: third, rule: all-to-all, receptor: excitatory, synapse: trace-stdp, synapses: {trace-stdp: {}}}
`;

const twice = (synapse: string) => `
        eis: ${synapse}
        other: {model: trace-stdp}`;

const dataset = `
dataset:
  reader: digits-json
  name: digits
  description: digits
  package: mnist
  directory: src/digits
  sha256: {a: ${"a".repeat(64)}}
  classes: 3
  classNames: [a, b, c]
  licence: free
  source: someone
  split: {train: 8000, test: 2000, seed: mnist-10k}
`;

const idx = `
dataset:
  reader: idx
  name: pictures
  description: digits
  package: mnist
  directory: /somewhere
  sha256: {a: ${"a".repeat(64)}}
  classes: 3
  classNames: [a, b, c]
  licence: free
  source: someone
  files: {trainImages: a, trainLabels: b, testImages: c, testLabels: d}
`;

const recordings = `
dataset:
  reader: events
  name: recordings
  description: digits
  package: mnist
  directory: /somewhere
  sha256: {a: ${"a".repeat(64)}}
  classes: 3
  classNames: [a, b, c]
  licence: free
  source: someone
  rows: 28
  cols: 28
`;

const counts = "train: {images: 20}\nlabel: {images: 20}\ntest: {images: 20}\n";
const classify = (rest: string) => `kind: classify\n${counts}${rest}`;
const longer = counts.replaceAll(/(label|test): {images: 20/g, "$&, duration: 700 ms");

const simulate = (neuron: string, receptor: string, rest = "", weight = "10") => `
kind: simulate
network:
  tick: 0.5 ms
  populations:
    input: {size: 4}
    output: {size: 4, neuron: ${neuron}}
    alone: {size: 3, neuron: ${neuron}}
  projections:
    drive: {from: input, to: output, rule: all-to-all, receptor: ${receptor}, weight: ${weight}}
duration: 1 s
${rest}`;

/** Projections by every rule with numbers, between populations with places. */
const wired = (neuron: string, receptor: string, weight: string) => `
kind: simulate
network:
  tick: 0.5 ms
  populations:
    input: {size: [6, 7]}
    source: {size: 9}
    pixels: {size: [3, 4]}
    output: {size: [6, 7], neuron: ${neuron}}
    free: {size: 60, neuron: ${neuron}}
    joining: {size: [3, 3], neuron: ${neuron}}
  projections:
    chance: {from: output, to: output, rule: {probability: {p: 0.2}}, receptor: ${receptor}, delay: 1 ms, weight: ${weight}}
    drawn: {from: output, to: output, rule: {fixed-indegree: {n: 5}}, receptor: ${receptor}, delay: 1 ms, weight: ${weight}}
    driven: {from: input, to: free, rule: {fixed-indegree: 5}, receptor: ${receptor}, weight: ${weight}}
    sent: {from: output, to: output, rule: {fixed-outdegree: {n: 5}}, receptor: ${receptor}, delay: 1 ms, weight: ${weight}}
    sending: {from: input, to: free, rule: {fixed-outdegree: 5}, receptor: ${receptor}, weight: ${weight}}
    near: {from: output, to: output, rule: {distance: {radius: 2}}, receptor: ${receptor}, delay: 1 ms, weight: ${weight}}
    nearer: {from: source, to: free, rule: {distance: 2}, receptor: ${receptor}, weight: ${weight}}
    places: {from: input, to: free, rule: {patch: {kernel: 5}}, receptor: ${receptor}, weight: ${weight}}
    windows: {from: input, to: free, rule: {patch: 2}, receptor: ${receptor}, weight: ${weight}}
    joined: {from: input, to: joining, rule: {pool: {kernel: 2, merge: 1}}, receptor: ${receptor}, weight: ${weight}}
    joinedAlone: {from: input, to: joining, rule: {pool: 2}, receptor: ${receptor}, weight: ${weight}}
duration: 1 s
sources: {input: {model: poisson-rate, rate: 20 Hz}, source: {model: poisson-rate, rate: 20 Hz}, pixels: {model: poisson-rate, rate: 20 Hz}}
probes: [{kind: spikes, of: free}]
`;

/** Two layers, one after the other. */
const layered = (homeostasisOf: string) => `kind: classify
network:
  tick: 0.5 ms
  populations:
    input: {size: [28, 28]}
    fields: {size: [4, 8, 8], neuron: lif-cond}
    output: {size: [5, 2], neuron: lif-cond}
  projections:
    local: {from: input, to: fields, rule: {patch: {kernel: 7, stride: 3}}, receptor: excitatory, synapse: trace-stdp, synapses: {trace-stdp: {}}}
    feedforward: {from: fields, to: output, rule: all-to-all, receptor: excitatory, delay: 1 ms, synapse: trace-stdp, synapses: {trace-stdp: {}}}
${dataset}
encoder: {model: poisson-total}
train: {images: 20, layers: [local, {projections: [feedforward], images: 10, epochs: 2}]}
homeostasis: {balance: place}
homeostasisOf: {fields: ${homeostasisOf}}
sharing: {local: places}
label: {images: 20, fit: [ridge], bins: 2}
test: {images: 20}
`;

const figure = (name: string, rest: string) => `kind: figure\nfigure: ${name}\n${rest}`;
const checked = "checks: [{fact: F-01, number: a, from: 1 nS, to: 2 nS, paper: b, how: c}]\n";
const knots = '{pre: [["0 ms", "3 V"], ["20 ms", "0 V"]], post: [["0 ms", "1 V"], ["10 ms", "-9 V"]]}';

export const bases: Readonly<Record<string, string>> = {
  wiredLif: wired("lif", "delta", "1 mV"),
  wiredExp: wired("lif-exp", "excitatory", "1 mV"),
  wiredAdex: wired("adex", "excitatory", "1 mV"),
  wiredIzhikevich: wired("izhikevich", "delta", "1 mV"),
  wiredMixed: wired("lif-mixed", "excitatory", "1"),
  wiredCond: wired("lif-cond", "excitatory", "1"),
  layered: layered("{thetaPlus: 0.1 mV, tauTheta: 10 s, balance: place}"),
  layeredAuto: layered("auto"),
  lumped: classify(
    `${layer(
      twice(
        `{${device.trim().replaceAll("\n          ", ", ")}, variability: {d2d: {ltp: 1 %, ltd: 2 %}, c2c: 0.1, readNoise: 2 nS}, nonIdeal: {asymmetry: {}, openCircuit: {}, range: {}, stuck: {}, driver: {}, retention: {}, states: {}, drift: {}, noise: {}, line: {}, adc: {}}}`,
      ),
    )}${dataset}
encoder: {model: poisson-total}
kernel: {tfjs: {}}
normalisation: {columnSum: 31.4}
homeostasis: {tauTheta: 10 s, thetaPlus: 0.05 mV}
checkpoint: {every: 5000}
question: why
source: ours
expected: much
runtime: long
`,
  ),
  spread: classify(
    `${layer(
      twice(
        `{${device.trim().replaceAll("\n          ", ", ")}, params: {gMin: {mean: 50 nS, d2d: 1 %}, gMax: {mean: 4 uS, d2d: 1 %}, vOc: {mean: -10 mV, d2d: 1 mV}, beta: {plus: 1.2, minus: 0.9}, stateFactor: {plus: {conductance: [100 nS, 1 uS, 3 uS], factor: [1.5, 1, 0.2]}, minus: {conductance: [100 nS, 1 uS, 3 uS], factor: [0.1, 1, 1.2]}}}, variability: {d2d: 3 %}, tiles: {rows: 64, columns: 32}}`,
      ),
    )}${idx}
encoder: {model: poisson}
front: [{model: oriented-edges}, {model: on-off}, {model: contrast}, {model: sqrt}, {model: blur}, {model: deskew}, {model: two-planes}]
checkpoint: none
`,
  ),
  recorded: classify(
    `${layer(twice("{model: trace-stdp}"), "other")}${recordings}  folders: {train: Train, test: Test}
encoder: {model: events, from: 10 ms}
`,
  ),
  divided: classify(
    `${layer(twice("{model: trace-stdp}"), "other")}${recordings}  split: {train: 8000, test: 2000, seed: a}
encoder: {model: events}
`,
  ),
  moving: classify(
    `${layer(
      twice(
        `{${device.trim().replaceAll("\n          ", ", ")}, form: ordered, alphaPre: {schedule: [["0 s", 1], ["1 s", 0.5]]}, alphaPost: {signal: dopamine}}`,
      ),
      "eis",
      '\n  signals: {dopamine: {start: 0.1}, tonic: {schedule: [["0 s", 1], ["1 s", 0.9]]}}',
    )}${dataset}
encoder: {model: poisson-total}
`,
  ),
  following: classify(
    `${layer(
      twice(
        `{device: eis-ysz14, waveforms: ${knots}, readGain: 0.4, form: ordered, alphaPre: {signal: dopamine}, alphaPost: {schedule: [["0 s", 1], ["1 s", 0.5]]}}`,
      ),
      "eis",
      '\n  signals: {dopamine: {start: 0.1}, tonic: {schedule: [["0 s", 1], ["1 s", 0.9]]}}',
    )}${dataset}
encoder: {model: poisson-total}
`,
  ),
  tonic: classify(
    `${layer(
      twice(`{${device.trim().replaceAll("\n          ", ", ")}, form: ordered, alphaPre: {signal: tonic}}`),
      "eis",
      '\n  signals: {tonic: {schedule: [["0 s", 1], ["1 s", 0.9]]}}',
    )}${dataset}
encoder: {model: rank-order}
`,
  ),
  ideal: classify(`${layer(twice("{model: trace-stdp}"), "other")}${dataset}
encoder: {model: latency}
`),
  ...Object.fromEntries(
    ["sinh", "sinh-sqrt", "hopping-butler-volmer"].map((law) => [
      law,
      classify(
        `${layer(twice(`{device: {preset: eis-ysz14, rate: {law: ${law}${law.startsWith("h") ? ", temperature: 310 K" : ""}}}, waveforms: box-over-ramp, readGain: 0.4}`))}${dataset}
encoder: {model: poisson-total}
`,
      ),
    ]),
  ),
  fronted: `kind: classify\n${longer}${layer(twice("{model: trace-stdp}"), "other")}${dataset}
encoder: {model: poisson-total}
front: sqrt
homeostasis: auto
`,
  table: classify(
    `${layer(twice(`{device: {preset: eis-ysz14, rate: {law: table, file: a.csv, voltage: [-3 V, -1 V, 1 V, 3 V], rate: [-4 nS/s, -1 nS/s, 1 nS/s, 4 nS/s]}}, waveforms: box-over-ramp, readGain: 0.4}`))}${dataset}
encoder: {model: saccade}
`,
  ),
  lif: simulate(
    "lif",
    "delta",
    `sources: {input: {model: times, times: [[1 ms], [2 ms], [3 ms], [4 ms, 6 ms]]}}
probes: [{kind: spikes, of: output, keep: disk}, {kind: counts, of: output}, {kind: voltage, of: output, keep: memory}, {kind: state, of: output, variable: v, keep: disk}, {kind: state, of: output, variable: v, neurons: [0]}]
kernel: {tfjs: {}}
checkpoint: {every: 1000}
`,
    "10 mV",
  ),
  "lif-exp": simulate(
    "lif-exp",
    "excitatory",
    "sources: {input: {model: correlated, groupSize: 2, correlatedGroups: 1}}\ncheckpoint: {every: 20 s}\n",
    "10 mV",
  ),
  "lif-cond": simulate("lif-cond", "excitatory", "sources: {input: {model: regular}}\ncheckpoint: none\n"),
  pattern: simulate("lif-cond", "excitatory", "sources: {input: {model: repeated-pattern}}\n"),
  rates: simulate("lif-cond", "excitatory", "sources: {input: {model: poisson-rate}}\n"),
  plastic: `
kind: simulate
network:
  tick: 0.5 ms
  populations:
    input: {size: 4}
    output: {size: 4, neuron: lif-cond}
  projections:
    one: {from: input, to: output, rule: all-to-all, receptor: excitatory, synapse: trace-stdp, synapses: {trace-stdp: {}}}
    two: {from: input, to: output, rule: all-to-all, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 0.4}}}
duration: 1 s
sources: {input: {model: regular}}
probes: [{kind: conductance, of: one, keep: disk}, {kind: histogram, of: one, keep: disk}, {kind: rate, of: output}]
`,
  choice: `
kind: choice
network:
  tick: 1 ms
  signals: {dopamine: {start: 0}, serotonin: {start: 0}}
  populations:
    stimulus: {size: 40}
    other: {size: 40}
    choice: {size: 12, neuron: lif-exp}
    third: {size: 12, neuron: lif-exp}
  projections:
    fromOther: {from: other, to: choice, rule: all-to-all, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: antisymmetric, readGain: 1 mV}}}
    toThird: {from: stimulus, to: third, rule: all-to-all, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: antisymmetric, readGain: 1 mV}}}
    feedforward: {from: stimulus, to: choice, rule: all-to-all, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: antisymmetric, readGain: 1 mV, form: ordered, alphaPost: {signal: dopamine}, alphaPre: {signal: serotonin}}}}
    again: {from: stimulus, to: choice, rule: all-to-all, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: antisymmetric, readGain: 1 mV, form: ordered, alphaPost: {signal: dopamine}}}}
    noise: {from: other, to: choice, rule: all-to-all, receptor: excitatory, weight: 1 mV}
trials: 100
stimuli: {rate: 40 Hz, duration: 100 ms}
reward: {signal: dopamine, contingency: [0, 1], reversal: 50, delay: 10 ms, duration: 20 ms}
score: {trials: 20}
sources: {other: {model: poisson-rate}}
`,
  pulses: figure("pulses", `device: {preset: eis-ysz14, rate: {law: sinh}}\n${checked}`),
  "pulses-2": figure("pulses", "device: eis-ysz14\n"),
  "windows-2": figure("windows", "device: {preset: eis-ysz14}\ncurves: [{waveforms: symmetric}]\n"),
  "cycling-2": figure("cycling", `device: {preset: eis-ysz14}\nwaveforms: ${knots}\n`),
  "variability-2": figure(
    "variability",
    `points: [{name: a, device: {preset: eis-ysz14}, waveforms: ${knots}, span: 100 ms}]\n`,
  ),
  windows: figure(
    "windows",
    `device: eis-ysz14
curves: [{waveforms: symmetric, factor: 0.7, third: {voltage: 1 V}}, {name: own, waveforms: ${knots}}]
gateAt: [1 ms]
changeAt: [2 ms]
level: {}
tick: 0.5 ms
`,
  ),
  cycling: figure("cycling", "device: eis-ysz14\nwaveforms: symmetric\nfactor: 0.7\n"),
  variability: figure(
    "variability",
    "points: [{name: a, device: eis-ysz14, waveforms: symmetric, span: 100 ms}]\n",
  ),
  montecarlo: figure(
    "montecarlo",
    `device: eis-ysz14\nspread: {d2d: {ltp: 1 %, ltd: 2 %}, c2c: 3 %}\nwaveforms: ${knots}\n`,
  ),
  "montecarlo-2": figure("montecarlo", "device: {preset: eis-ysz14}\nspread: {d2d: 1 %}\n"),
  energy: figure("energy", ""),
  laws: `
kind: simulate
seed: "1"
network:
  tick: 0.5 ms
  populations:
    a: {size: 3}
    b: {size: 4, neuron: lif, start: {v: -60 mV}}
    begun: {size: 2, neuron: lif-exp, start: {v: -60 mV, iE: 1 mV, iI: 1 mV}, current: {constant: 1 mV, steps: [{from: 1 ms, current: 2 mV}], noise: {sd: 1 mV, tau: 5 ms}}, drive: {poisson: {rate: 1 kHz, weight: 1 mV, receptor: excitatory}}}
    alpha: {size: 2, neuron: lif-alpha, start: {v: -60 mV, iE: 1 mV, iI: 1 mV}}
    placed: {size: [2, 3], neuron: lif-alpha}
    mixed: {size: 2, neuron: lif-mixed, start: {v: -60 mV, gE: 1, gI: 1, iS: 1 mV}}
    conducting: {size: 2, neuron: lif-cond, start: {v: -60 mV, gE: 1, gI: 1}}
    adapting: {size: 2, neuron: adex, start: {v: -60 mV, w: 1 mV, iE: 1 mV, iI: 1 mV}}
    simple: {size: 2, neuron: izhikevich, current: 2 mV, start: {v: -60 mV, u: 1 mV}}
    lawful: {size: 5, neuron: lif, params: {tauM: {mean: 9 ms, sd: 1 ms, min: 4 ms, max: 20 ms}, vThreshold: {uniform: [-50 mV, -40 mV]}, vRest: [-70 mV, -69 mV, -68 mV, -67 mV, -66 mV]}}
  projections:
    normal: {from: a, to: b, rule: all-to-all, receptor: delta, weight: {mean: 2 mV, sd: 1 mV, min: 0.5 mV, max: 8 mV}}
    lognormal: {from: a, to: b, rule: all-to-all, receptor: delta, weight: {lognormal: {mean: 2 mV, sd: 1 mV, min: 0.5 mV, max: 8 mV}}}
    uniform: {from: a, to: b, rule: all-to-all, receptor: delta, weight: {uniform: [1 mV, 4 mV]}}
    learns: {from: a, to: b, rule: all-to-all, receptor: delta, synapse: eis, synapses: {eis: {${device.trim().replaceAll(/\n\s*/g, ", ").replace("0.4", "4 mV")}, init: {mean: 40 %, sd: 10 %, min: 10 %, max: 80 %}}}}
    learnsToo: {from: a, to: b, rule: all-to-all, receptor: delta, synapse: eis, synapses: {eis: {${device.trim().replaceAll(/\n\s*/g, ", ").replace("0.4", "4 mV")}, init: {lognormal: {mean: 40 %, sd: 10 %, min: 10 %, max: 80 %}}}}}
    learnsAsWell: {from: a, to: b, rule: all-to-all, receptor: delta, synapse: eis, synapses: {eis: {${device.trim().replaceAll(/\n\s*/g, ", ").replace("0.4", "4 mV")}, init: {uniform: [20 %, 40 %]}}}}
duration: 1 s
sources: {a: {model: regular}}
`,
};

#!/usr/bin/env python3
"""Peer benchmark: the winner-take-all MNIST task in Brian 2, C++ standalone mode, one thread.

    /usr/bin/python3 bench/peers/brian2.py --inputs FILE.json --dir SCRATCH_DIR [--images K] [--runs R]
        [--formulation tuned|usual] [--profile]

FILE.json: {"nPre", "nPost", "dt", "ticks", "images": [{"tick": [...], "index": [...]}, ...], "seed"}, the spike trains
of the pictures on a grid of dt seconds, sorted by tick. The last line on stdout is one JSON object; everything else
goes to stderr. Exit codes: 2 bad arguments or inputs, 3 Brian 2 is missing, 1 anything else.
Debian packages: python3-brian python3-numpy g++ make. Brian 2 itself is not part of spikion.

The same as in spikion (networks/winner-take-all.yaml):
  - the given input spikes, 784 -> N all-to-all plastic synapses, weights from uniform 0.003..0.303, read gain 0.4;
  - N conductance LIF neurons with the same constants, backward Euler for v, exact decay of gE and gI, dt as given;
  - theta + 0.05 mV per spike, made mean-free after each picture, with the common servo; refractory time 5 ms;
  - at most one neuron spikes in a step, the one farthest over its threshold (exact but for ties, where all spike);
    its spike adds 20 to the inhibition of all neurons on the next step;
  - pictures back to back, neuron state reset between them, learning always on.

Different:
  - Brian has no device synapse: plasticity is pair trace STDP (spikion's `trace-stdp` baseline: nuPre 1e-4, nuPost
    0.02, both traces set to 1 by a spike and decaying with 20 ms), by on_pre and on_post; the learning rates and
    theta's rise do not fall during the run, and no picture is presented again because it caused too few spikes;
  - an input spike reaches gE one step later than in spikion;
  - the initial weights come from another generator.

What was done for Brian's speed (formulation "tuned"; "usual" differs in the traces alone): traces live with the neurons, not with each of the 784 x N synapses (a post trace that
decays with the state update, a time of the last spike per input), as event-driven equations would cost an exp per
synaptic event, more than the rest of the network; inhibition is one shared conductance in a 1-neuron relay, so there
is no N x N matrix and no per-neuron gI; the state update is one branch-free loop that the compiler vectorises (Brian's
own refractory mechanism and its double-precision constants prevent that, hence the shared float parameters and the
small C++ functions below); no delays, no monitors, all pictures in one run, denormals flushed (the link flag
-ffast-math does that). The time is the CPU time Brian takes around the simulation loop: without code generation,
compiling, connecting and loading arrays. The program is run R times (default 3), afresh, and the fastest run counts.
"""

import argparse
import json
import math
import os
import sys
import tempfile
import warnings

FLAGS = ["-O3", "-ffast-math", "-march=native", "-funroll-loops", "--param=vect-max-version-for-alias-checks=1000"]
DTYPE = "float32"

MISSING = 3
BAD = 2

# Millivolts and seconds; conductances are relative to the leak.
TAU_M, TAU_E, TAU_I, REFRACTORY = 50e-3, 1e-3, 2e-3, 5e-3
V_REST, V_RESET, V_THRESHOLD, E_INH = -65.0, -65.0, -72.0, -100.0
THETA_START, THETA_PLUS = 20.0, 0.05
SERVO_GAIN, SERVO_CAP, TARGET_SPIKES = 0.005, 40, 12
INHIBITION = 20.0
READ_GAIN, W_FROM, W_TO = 0.4, 0.003, 0.303
NU_PRE, NU_POST, TAU_TRACE = 1e-4, 0.02, 20e-3


def fail(code, message):
    print("brian2.py: " + message, file=sys.stderr)
    sys.exit(code)


def decay(dt, tau):
    return math.exp(-dt / tau)


def parse_arguments():
    parser = argparse.ArgumentParser(description="winner-take-all benchmark in Brian 2 (C++ standalone)")
    parser.add_argument("--inputs", required=True, help="JSON file with the spike trains")
    parser.add_argument("--dir", required=True, help="scratch directory for the generated program")
    parser.add_argument("--images", type=int, help="how many pictures (default: all in the file)")
    parser.add_argument("--runs", type=int, default=3, help="runs of the program, the fastest counts (default 3)")
    parser.add_argument(
        "--formulation",
        choices=("tuned", "usual"),
        default="tuned",
        help="how plasticity is written: traces kept with the neurons, or per synapse as Brian's users write them",
    )
    parser.add_argument("--profile", action="store_true", help="one more build and run, timed phase by phase")
    args = parser.parse_args()
    if args.images is not None and args.images < 1:
        parser.error("--images must be at least 1")
    if args.runs < 1:
        parser.error("--runs must be at least 1")
    return args


def read_inputs(path, images):
    """The task of the file, with spikes of all pictures on one time line. ValueError where it is not as described."""
    import numpy as np

    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    for key in ("nPre", "nPost", "dt", "ticks", "images"):
        if key not in data:
            raise ValueError("no '%s'" % key)
    n_pre, n_post, ticks = (int(data[key]) for key in ("nPre", "nPost", "ticks"))
    dt = float(data["dt"])
    if min(n_pre, n_post, ticks) < 1 or not dt > 0:
        raise ValueError("nPre, nPost, ticks and dt must be positive")
    available = len(data["images"])
    count = available if images is None else images
    if not 1 <= count <= available:
        raise ValueError("%d pictures wanted, %d in the file" % (count, available))

    steps, indices = [], []
    for k, picture in enumerate(data["images"][:count]):
        tick = np.asarray(picture["tick"], dtype=np.int64)
        index = np.asarray(picture["index"], dtype=np.int64)
        if tick.shape != index.shape or tick.ndim != 1:
            raise ValueError("picture %d: tick and index differ in length" % k)
        if tick.size:
            if tick.min() < 0 or tick.max() >= ticks or index.min() < 0 or index.max() >= n_pre:
                raise ValueError("picture %d: a tick or an index is out of range" % k)
            if (np.diff(tick) < 0).any():
                raise ValueError("picture %d: ticks are not ascending" % k)
            order = np.lexsort((index, tick))
            tick, index = tick[order], index[order]
            if ((np.diff(tick) == 0) & (np.diff(index) == 0)).any():
                raise ValueError("picture %d: an input spikes twice in one tick" % k)
        steps.append(tick + k * ticks)
        indices.append(index)
    seed = data.get("seed", "1")
    return {
        "n_pre": n_pre,
        "n_post": n_post,
        "dt": dt,
        "ticks": ticks,
        "count": count,
        "step": np.concatenate(steps),
        "index": np.concatenate(indices),
        "seed": list(str(seed).encode("utf-8")),
    }


def cpp_function(b2, name, body):
    """A function of one number for Brian's equations, inlined in the generated C++ in the type of its argument."""

    def only_in_cpp(x):
        raise NotImplementedError(name)

    only_in_cpp.__name__ = name
    function = b2.check_units(x=1, result=1)(only_in_cpp)
    code = "template <typename T> static inline T %s(T x) { return %s; }" % (name, body)
    return b2.implementation("cpp", code)(function)


def declare(constants):
    """Shared parameters: in the network's float type, where Brian's namespace constants would be double."""
    return "".join("%s : 1 (shared, constant)\n" % name for name in constants)


def assign(group, constants):
    for name, value in constants.items():
        setattr(group, name, value)


def make_relay(b2, task):
    """One neuron for what all share: inhibition, the best excess over threshold in this step, spike counts."""
    constants = {"decayI": decay(task["dt"], TAU_I), "none": 1e-9, "strength": INHIBITION}
    model = declare(constants) + "gI : 1\nbest : 1\nwins : 1\ntotal : 1"
    relay = b2.NeuronGroup(1, model, name="relay")
    assign(relay, constants)
    relay.run_regularly("gI *= decayI\nbest = none", when="groups", order=1)
    relay.run_regularly(
        "total += wins\nwins = 0\ngI = 0", dt=task["ticks"] * task["dt"] * b2.second, when="start", order=1
    )
    return relay


def make_neurons(b2, task, relay, functions):
    dt, n = task["dt"], task["n_post"]
    a = dt / TAU_M
    constants = {
        "a": a,
        "aRest": a * V_REST,
        "aInh": a * E_INH,
        "load": 1 + a,
        "decayE": decay(dt, TAU_E),
        "decayY": decay(dt, TAU_TRACE),
        "vReset": V_RESET,
        "vThreshold": V_THRESHOLD,
        "thetaPlus": THETA_PLUS,
        "deafSteps": round(REFRACTORY / dt),
        "one": 1,
    }
    model = declare(constants) + (
        "v : 1\ngE : 1\ny : 1\nover : 1\ndeaf : 1\ntheta : 1\n"
        "gI : 1 (linked)\nbest : 1 (linked)\nwins : 1 (linked)"
    )
    # Two passes: `candidate` finds who is over threshold, the relay keeps the largest excess, its owner spikes.
    neurons = b2.NeuronGroup(
        n,
        model,
        events={"candidate": "over > 0"},
        threshold="over >= best",
        reset="v = vReset\ndeaf = deafSteps\ntheta += thetaPlus\ny = one",
        namespace=functions,
        name="neurons",
    )
    neurons.set_event_schedule("candidate", when="thresholds", order=-2)
    # Backward Euler; eExc is 0 mV and falls out. What arrives during a step is used undecayed in the next.
    neurons.run_regularly(
        "v += ready(deaf) * ((v + aRest + gI * aInh) / (load + a * (gE + gI)) - v)\n"
        "deaf = count_down(deaf)\n"
        "gE *= decayE\n"
        "y *= decayY\n"
        "over = v - vThreshold - theta",
        when="groups",
    )
    # Between pictures (not before the first); `order` puts it before the relay forgets the number of spikes.
    neurons.run_regularly(
        "v = %r\ngE = 0\ndeaf = 0\n"
        "servo = int(t_in_timesteps > 0) * %r * (clip(wins, 0, %r) - %r)\n"
        "theta += servo - thetaPlus * wins / %r" % (V_REST, SERVO_GAIN, SERVO_CAP, TARGET_SPIKES, n),
        dt=task["ticks"] * dt * b2.second,
        when="start",
        order=0,
    )
    assign(neurons, constants)
    for name in ("gI", "best", "wins"):
        setattr(neurons, name, b2.linked_var(relay, name))
    neurons.v = V_REST
    neurons.theta = THETA_START
    return neurons


def make_network(b2, task):
    """Everything, and the run: in standalone mode it only writes code. @returns (network, parts by name)"""
    import numpy as np

    dt, n_pre, n_post = task["dt"], task["n_pre"], task["n_post"]
    b2.defaultclock.dt = dt * b2.second
    functions = {
        "floor_zero": cpp_function(b2, "floor_zero", "x > 0 ? x : T(0)"),
        "cap_one": cpp_function(b2, "cap_one", "x < 1 ? x : T(1)"),
        "ready": cpp_function(b2, "ready", "x > 0 ? T(0) : T(1)"),
        "count_down": cpp_function(b2, "count_down", "x > 0 ? x - 1 : T(0)"),
    }

    inputs = b2.SpikeGeneratorGroup(n_pre, task["index"], task["step"] * dt * b2.second, sorted=True, name="inputs")
    # A generator has no state of its own; the step of each input's last spike stands in for its trace.
    inputs.variables.add_array("last", size=n_pre, dtype=np.int32, values=np.full(n_pre, -(10**6), dtype=np.int32))

    relay = make_relay(b2, task)
    neurons = make_neurons(b2, task, relay, functions)

    compete = b2.Synapses(
        neurons, relay, on_pre="best_post = clip(over_pre, best_post, 1e9)", on_event="candidate", name="compete"
    )
    compete.pre.when = "thresholds"
    compete.pre.order = -1
    compete.connect()

    inhibition = b2.Synapses(neurons, relay, on_pre="gI_post += strength_post\nwins_post += 1", name="inhibition")
    inhibition.connect()

    mark = b2.Synapses(inputs, relay, on_pre="last_pre = t_in_timesteps", name="mark")
    mark.connect()

    constants = {"nuPre": NU_PRE, "nuPost": NU_POST, "gain": READ_GAIN}
    if task["formulation"] == "tuned":
        constants["rate"] = dt / TAU_TRACE
        model = "w : 1"
        on_pre = "gE_post += gain * w\nw = floor_zero(w - nuPre * y_post)"
        on_post = "w = cap_one(w + nuPost * exp(rate * (last_pre - t_in_timesteps)))"
    else:
        constants["perTau"] = 1 / TAU_TRACE
        model = "w : 1\ndx/dt = -x * perTau / second : 1 (event-driven)\ndz/dt = -z * perTau / second : 1 (event-driven)"
        on_pre = "gE_post += gain * w\nx = 1\nw = floor_zero(w - nuPre * z)"
        on_post = "z = 1\nw = cap_one(w + nuPost * x)"
    plastic = b2.Synapses(
        inputs,
        neurons,
        declare(constants) + model,
        on_pre=on_pre,
        on_post=on_post,
        namespace=functions,
        name="plastic",
    )
    plastic.connect()
    assign(plastic, constants)
    plastic.w = np.random.default_rng(task["seed"]).uniform(W_FROM, W_TO, n_pre * n_post)

    network = b2.Network(inputs, relay, neurons, compete, inhibition, mark, plastic)
    return network, {"relay": relay, "neurons": neurons, "plastic": plastic}


def simulate(b2, task, scratch, runs, profile):
    """Generates, compiles and runs in a new folder in `scratch` (make would reuse stale objects), removed after.

    @returns the CPU times of the simulation loop, output spikes, a summary, the profile
    """
    import numpy as np

    os.makedirs(scratch, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="brian2-", dir=os.path.abspath(scratch)) as directory:
        b2.device.reinit()
        b2.device.activate(build_on_run=False)
        network, parts = make_network(b2, task)
        network.run(task["count"] * task["ticks"] * task["dt"] * b2.second, profile=profile)
        b2.device.build(directory=directory, compile=True, run=False)
        seconds = []
        for _ in range(runs):
            b2.device.run(directory=directory, with_output=False, run_args=[])
            seconds.append(float(b2.device._last_run_time))
        spikes = float(parts["relay"].total[0] + parts["relay"].wins[0])
        w = np.asarray(parts["plastic"].w[:])
        theta = np.asarray(parts["neurons"].theta[:])
        if not (np.isfinite(w).all() and np.isfinite(theta).all()):
            fail(1, "weights or thresholds are not finite: the result is void")
        summary = "weights %.4f ± %.4f (at the start %.4f ± %.4f), theta %.2f ± %.2f mV" % (
            w.mean(),
            w.std(),
            (W_FROM + W_TO) / 2,
            (W_TO - W_FROM) / 12**0.5,
            theta.mean(),
            theta.std(),
        )
        return seconds, spikes, summary, network.profiling_info if profile else []


def configure(b2):
    import numpy as np

    b2.set_device("cpp_standalone", build_on_run=False)
    b2.prefs.core.default_float_dtype = np.dtype(DTYPE).type
    b2.prefs.codegen.cpp.extra_compile_args_gcc = FLAGS
    b2.prefs.codegen.cpp.extra_link_args = FLAGS
    b2.prefs.devices.cpp_standalone.openmp_threads = 0
    # `compete` takes a maximum, whose order does not matter; Brian cannot know and warns.
    b2.BrianLogger.suppress_name("base")


def main():
    args = parse_arguments()
    # The compiler and Brian write to file descriptor 1: keep the real stdout for the result.
    result_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    # This file's own folder must not hide the installed package.
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != os.path.dirname(os.path.abspath(__file__))]
    warnings.simplefilter("ignore")
    try:
        import brian2 as b2
    except ImportError as error:
        fail(MISSING, "Brian 2 cannot be imported (%s): install Debian's package python3-brian" % error)

    try:
        task = read_inputs(args.inputs, args.images)
    except (OSError, ValueError, KeyError, TypeError) as error:
        fail(BAD, "%s: %s" % (args.inputs, error))
    task["formulation"] = args.formulation

    configure(b2)
    seconds, spikes, summary, _ = simulate(b2, task, args.dir, args.runs, False)
    print("runs: %s s of CPU time" % ", ".join("%.3f" % s for s in seconds), file=sys.stderr)
    print(summary, file=sys.stderr)
    if args.profile:
        phases = simulate(b2, task, args.dir, 1, True)[3]
        print("phases (with the cost of two clock calls each, per step):", file=sys.stderr)
        for name, time in sorted(phases, key=lambda phase: -float(phase[1])):
            print("  %-44s %.3f s" % (name, float(time)), file=sys.stderr)

    best = min(seconds)
    result = {
        "peer": "brian2",
        "version": b2.__version__,
        "images": task["count"],
        "seconds": best,
        "imagesPerSecond": task["count"] / best,
        "inputSpikesPerImage": len(task["index"]) / task["count"],
        "outputSpikesPerImage": spikes / task["count"],
        "dtype": DTYPE,
        "formulation": args.formulation,
        "notes": [
            "C++ standalone, one thread, " + " ".join(FLAGS) + ", denormals flushed",
            "CPU time of the simulation loop, fastest of %d runs; compiling and loading excluded" % args.runs,
            "pair trace STDP instead of a device synapse",
            "one winner per step by a custom event and a relay neuron; ties all spike",
            "traces kept with the neurons"
            if args.formulation == "tuned"
            else "event-driven traces per synapse, as Brian's users write them",
            summary,
        ],
    }
    print(json.dumps(result, ensure_ascii=False), file=result_to, flush=True)


if __name__ == "__main__":
    main()

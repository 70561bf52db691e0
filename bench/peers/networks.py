#!/usr/bin/env python3
"""Peer benchmark: networks of lif neurons with delta synapses in Brian 2 (C++ standalone, one thread) or NEST (one thread).

    python3 bench/peers/networks.py --peer brian2|nest --task static|plastic|dense|recurrent --neurons N --seconds T --dir DIR

The tasks are those of bench/networks.ts: the same neurons, drives, in-degrees, weights and delays, on steps of 0.1 ms.
Where spikion has electrochemical synapses both peers have pair STDP of additive steps, with traces of 20 ms, as their users
write it: event-driven traces per synapse in Brian, `stdp_synapse_hom` in NEST. The last line on stdout is one JSON object:
CPU time of the simulation loop and of what comes before it, rates, synaptic events. Exit codes: 2 bad arguments, 3 the peer
is missing.
"""

import argparse
import json
import os
import resource
import sys

TAU, RESET, THRESHOLD, REFRACTORY, DELAY = 20.0, 10.0, 20.0, 2.0, 1.5
DT = 0.1
TRACE, STEP_UP, STEP_DOWN = 20.0, 0.001, -0.00105


def cpu(who=resource.RUSAGE_SELF):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def brunel(neurons):
    """Sizes, in-degrees, weight (mV) and drive (Hz) of a network of that many neurons; see bench/networks.ts."""
    excitatory = int(0.8 * neurons)
    inhibitory = neurons - excitatory
    weight = 100.0 / (excitatory // 10)
    return excitatory, inhibitory, excitatory // 10, inhibitory // 10, weight, 2 * THRESHOLD / (weight * TAU * 1e-3)


PAIR = """w : 1
dpre/dt = -pre / tau_trace : 1 (event-driven)
dpost/dt = -post / tau_trace : 1 (event-driven)"""
ON_PRE = "v_post += w * w_max\npre += step_up\nw = clip(w + post, 0, 1)"
ON_POST = "post += step_down\nw = clip(w + pre, 0, 1)"


def brian2(task, neurons, seconds, directory):
    import numpy as np

    import brian2 as b2

    b2.set_device("cpp_standalone", build_on_run=False)
    b2.prefs.codegen.cpp.extra_compile_args_gcc = ["-O3", "-ffast-math", "-march=native"]
    b2.prefs.devices.cpp_standalone.openmp_threads = 0
    b2.defaultclock.dt = DT * b2.ms
    b2.seed(1)
    mV, ms, Hz = b2.mV, b2.ms, b2.Hz
    neuron = "dv/dt = -v / (%g*ms) : volt (unless refractory)" % TAU
    shared = {"tau_trace": TRACE * ms, "step_up": STEP_UP, "step_down": STEP_DOWN}

    def group(n, reset=RESET):
        made = b2.NeuronGroup(
            n, neuron, threshold="v >= %g*mV" % THRESHOLD, reset="v = %g*mV" % reset, refractory=REFRACTORY * ms, method="exact"
        )
        made.v = "rand() * 19 * mV"
        return made

    def fixed(source, target, degree, weight):
        made = b2.Synapses(source, target, on_pre="v_post += %r*mV" % weight, delay=DELAY * ms)
        rows = np.concatenate([np.random.choice(len(source), degree, replace=False) for _ in range(len(target))])
        made.connect(i=rows, j=np.repeat(np.arange(len(target)), degree))
        return made

    def plastic(source, target, degree, w_max, start):
        made = b2.Synapses(
            source, target, PAIR, on_pre=ON_PRE, on_post=ON_POST, namespace=dict(shared, w_max=w_max * mV), delay=DELAY * ms
        )
        if degree is None:
            made.connect()
        else:
            rows = np.concatenate([np.random.choice(len(source), degree, replace=False) for _ in range(len(target))])
            made.connect(i=rows, j=np.repeat(np.arange(len(target)), degree))
        made.w = start
        return made

    np.random.seed(1)
    parts, degrees, populations = [], {}, {}
    if task in ("static", "plastic"):
        n_e, n_i, k_e, k_i, weight, rate = brunel(neurons)
        e, i = group(n_e), group(n_i)
        parts += [e, i]
        populations = {"excitatory": e, "inhibitory": i}
        degrees = {"excitatory": k_e * (n_e + n_i) / n_e, "inhibitory": k_i * (n_e + n_i) / n_i}
        for target in (e, i):
            parts.append(b2.PoissonInput(target, "v", k_e, rate / k_e * Hz, weight * mV))
        ee = fixed(e, e, k_e, weight) if task == "static" else plastic(e, e, k_e, 2 * weight, 0.4)
        parts += [ee, fixed(e, i, k_e, weight), fixed(i, e, k_i, -5 * weight), fixed(i, i, k_i, -5 * weight)]
    elif task == "dense":
        source = b2.PoissonGroup(neurons, rates=15 * Hz)
        target = group(neurons // 10, 0.0)
        parts += [source, target, plastic(source, target, None, 180.0 / neurons, 0.5)]
        populations = {"source": source, "target": target}
        degrees = {"source": neurons // 10, "target": 0}
    else:
        e = group(neurons)
        parts += [e, b2.PoissonInput(e, "v", 100, 18 * Hz, 0.5 * mV), plastic(e, e, None, 10.0 / neurons, 0.5)]
        populations = {"excitatory": e}
        degrees = {"excitatory": neurons}
    monitors = {name: b2.SpikeMonitor(p, record=False) for name, p in populations.items()}
    network = b2.Network(*parts, *monitors.values())
    clocks = os.path.join(directory, "clocks")
    b2.device.insert_code("before_network_run", "std::clock_t began = std::clock();")
    b2.device.insert_code(
        "after_network_run",
        'std::ofstream told("%s"); told << double(began) / CLOCKS_PER_SEC << " " '
        '<< double(std::clock() - began) / CLOCKS_PER_SEC;' % clocks,
    )
    network.run(seconds * b2.second)
    before = cpu(resource.RUSAGE_CHILDREN)
    b2.device.build(directory=os.path.join(directory, "program"), compile=True, run=False)
    compiled = cpu(resource.RUSAGE_CHILDREN) - before
    b2.device.run(directory=os.path.join(directory, "program"), with_output=False, run_args=[])
    with open(clocks, encoding="utf-8") as told:
        began, loop = (float(x) for x in told.read().split())
    counts = {name: int(m.num_spikes) for name, m in monitors.items()}
    return b2.__version__, loop, compiled + began, counts, {n: len(p) for n, p in populations.items()}, degrees


def nest(task, neurons, seconds, _directory):
    import nest as n

    n.set_verbosity("M_ERROR")
    began = cpu()
    n.ResetKernel()
    n.SetKernelStatus({"resolution": DT, "local_num_threads": 1, "rng_seed": 1})

    def group(size, reset=RESET):
        made = n.Create(
            "iaf_psc_delta",
            size,
            {"tau_m": TAU, "E_L": 0.0, "V_reset": reset, "V_th": THRESHOLD, "t_ref": REFRACTORY, "C_m": 1.0, "tau_minus": TRACE},
        )
        made.V_m = n.random.uniform(0.0, 19.0)
        return made

    def drive(targets, rate, weight):
        n.Connect(n.Create("poisson_generator", 1, {"rate": rate}), targets, syn_spec={"weight": weight, "delay": DELAY})

    def fixed(source, target, degree, weight):
        rule = {"rule": "fixed_indegree", "indegree": degree}
        n.Connect(source, target, rule, {"weight": weight, "delay": DELAY})

    def plastic(source, target, degree, w_max, start):
        own = {"tau_plus": TRACE, "lambda": STEP_UP, "alpha": -STEP_DOWN / STEP_UP, "mu_plus": 0.0, "mu_minus": 0.0}
        n.CopyModel("stdp_synapse_hom", "pair", dict(own, Wmax=w_max))
        rule = "all_to_all" if degree is None else {"rule": "fixed_indegree", "indegree": degree}
        n.Connect(source, target, rule, {"synapse_model": "pair", "weight": start * w_max, "delay": DELAY})

    if task in ("static", "plastic"):
        n_e, n_i, k_e, k_i, weight, rate = brunel(neurons)
        e, i = group(n_e), group(n_i)
        populations = {"excitatory": e, "inhibitory": i}
        degrees = {"excitatory": k_e * (n_e + n_i) / n_e, "inhibitory": k_i * (n_e + n_i) / n_i}
        drive(e + i, rate, weight)
        if task == "static":
            fixed(e, e, k_e, weight)
        else:
            plastic(e, e, k_e, 2 * weight, 0.4)
        fixed(e, i, k_e, weight)
        fixed(i, e + i, k_i, -5 * weight)
    elif task == "dense":
        relay = n.Create("parrot_neuron", neurons)
        drive(relay, 15.0, 1.0)
        target = group(neurons // 10, 0.0)
        plastic(relay, target, None, 180.0 / neurons, 0.5)
        populations = {"source": relay, "target": target}
        degrees = {"source": neurons // 10, "target": 0}
    else:
        e = group(neurons)
        drive(e, 1800.0, 0.5)
        plastic(e, e, None, 10.0 / neurons, 0.5)
        populations = {"excitatory": e}
        degrees = {"excitatory": neurons}
    recorders = {}
    for name, p in populations.items():
        recorders[name] = n.Create("spike_recorder", params={"record_to": "memory"})
        n.Connect(p, recorders[name])
    n.Prepare()
    built = cpu()
    n.Run(seconds * 1000.0)
    loop = cpu() - built
    n.Cleanup()
    counts = {name: int(r.n_events) for name, r in recorders.items()}
    return n.__version__, loop, built - began, counts, {name: len(p) for name, p in populations.items()}, degrees


def main():
    parser = argparse.ArgumentParser(description="networks in Brian 2 or NEST")
    parser.add_argument("--peer", choices=("brian2", "nest"), required=True)
    parser.add_argument("--task", choices=("static", "plastic", "dense", "recurrent"), required=True)
    parser.add_argument("--neurons", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--dir", required=True, help="scratch directory")
    args = parser.parse_args()
    # Compilers and peers write to file descriptor 1: keep the real stdout for the result.
    result_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    # This file's own folder must not hide the installed packages.
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != os.path.dirname(os.path.abspath(__file__))]
    run = {"brian2": brian2, "nest": nest}[args.peer]
    try:
        version, loop, before, counts, sizes, degrees = run(args.task, args.neurons, args.seconds, os.path.abspath(args.dir))
    except ImportError as error:
        print("networks.py: %s cannot be imported (%s)" % (args.peer, error), file=sys.stderr)
        sys.exit(3)
    result = {
        "peer": args.peer,
        "version": version,
        "loop": loop,
        "before": before,
        "rates": {name: counts[name] / sizes[name] / args.seconds for name in counts},
        "events": sum(counts[name] * degrees[name] for name in counts),
        "peakMemory": 1024 * max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)),
    }
    print(json.dumps(result), file=result_to, flush=True)


if __name__ == "__main__":
    main()

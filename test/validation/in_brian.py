#!/usr/bin/env python3
"""The networks of cases.ts in Brian 2: reads a case as JSON, prints its spikes as JSON on the last line of stdout.

    /usr/bin/python3 test/validation/in_brian.py CASE.json

Debian package: python3-brian. Exit code 3 where it is missing. Time in a case counts in ticks; a spike of the answer is
[presentation, tick, neuron]. The neurons' equations are Brian's to solve (method "exact") for lif and lif-exp. lif-cond
is a difference equation in spikion, so Brian is given that same backward Euler step, in double precision.

Within a step Brian does what its schedule says; where spikion takes inputs before the threshold (lif, lif-cond) so does
the schedule here. Input spikes are then made in the thresholds of the step before, so that Brian's step is tick + 1.
"""
import json
import sys
import warnings

warnings.filterwarnings("ignore")
try:
    import numpy as np
    import brian2 as b
except ImportError:
    print("Brian 2 is missing: apt install python3-brian", file=sys.stderr)
    sys.exit(3)

b.prefs.codegen.target = "numpy"
b.BrianLogger.log_level_error()

with open(sys.argv[1]) as file:
    case = json.load(file)
dt = case["tick"] * b.second
b.defaultclock.dt = dt
p = case["params"]
n, n_in, kind = case["nOut"], case["nIn"], case["kind"]
refractory = round(p["refractory"] / case["tick"])
w_in = np.array(case["weights"])
names = {
    "tauM": p["tauM"] * b.second, "vRest": p["vRest"], "vReset": p["vReset"], "vThreshold": p["vThreshold"],
    "wRec": case["recurrent"]["weight"],
}
shift = 0 if kind == "lif-exp" else 1

if kind == "lif":
    # Reset and rest are equal in the case, so when the decay begins again after a spike is no matter.
    group = b.NeuronGroup(n, "dv/dt = (vRest - v) / tauM : 1 (unless refractory)", threshold="v >= vThreshold",
                          reset="v = vReset", refractory=refractory * dt, method="exact", namespace=names)
    on_in, on_rec = "v_post += w * int(not_refractory_post)", "v_post += wRec * int(not_refractory_post)"
    schedule = ["start", "groups", "synapses", "thresholds", "resets", "end"]
elif kind == "lif-exp":
    names.update(tauE=p["tauE"] * b.second, tauI=p["tauI"] * b.second)
    # Brian's first step after the refractory time ends one tick later: it begins where spikion's decay begins.
    group = b.NeuronGroup(n, """dv/dt = (vRest - v + iE - iI) / tauM : 1 (unless refractory)
                                diE/dt = -iE / tauE : 1
                                diI/dt = -iI / tauI : 1""", threshold="v >= vThreshold", reset="v = vReset",
                          refractory=(refractory + 1) * dt, method="exact", namespace=names)
    on_in, on_rec = "iE_post += w", "iI_post += wRec"
    schedule = ["start", "groups", "thresholds", "synapses", "resets", "end"]
else:
    step = p["dt"]
    names.update(dE=np.exp(-step / p["tauE"]), dI=np.exp(-step / p["tauI"]), a=step / p["tauM"],
                 eExc=p["eExc"], eInh=p["eInh"], refractorySteps=round(p["refractory"] / step))
    group = b.NeuronGroup(n, """v : 1
                                gE : 1
                                gI : 1
                                inE : 1
                                inI : 1
                                refractoryLeft : 1
                                theta : 1
                                excess : 1
                                wins : 1""", threshold="wins > 0.5", reset="v = vReset; refractoryLeft = refractorySteps",
                          namespace=names)
    group.run_regularly("""gE = gE * dE + inE
                           gI = gI * dI + inI
                           inE = 0
                           inI = 0
                           awake = int(refractoryLeft < 0.5)
                           now = (v + a * (vRest + gE * eExc + gI * eInh)) / ((1 + a * (1 + gI)) + a * gE)
                           v = awake * now + (1 - awake) * v
                           refractoryLeft = clip(refractoryLeft - 1, 0, inf)
                           excess = awake * (v - (vThreshold + theta)) - (1 - awake)""", when="groups")
    on_in, on_rec = "inE_post += w", "inI_post += wRec"
    schedule = ["start", "synapses", "groups", "thresholds", "resets", "end"]

source = b.SpikeGeneratorGroup(n_in, [], [] * b.second)
forward = b.Synapses(source, group, "w : 1", on_pre=on_in, namespace=names)
forward.connect()
forward.w = w_in[np.array(forward.i) * n + np.array(forward.j)]
recurrent = b.Synapses(group, group, on_pre=on_rec, namespace=names)
recurrent.connect(condition=None if case["recurrent"]["self"] else "i != j")
recurrent.delay = (case["recurrent"]["delay"] - shift) * dt
monitor = b.SpikeMonitor(group)
net = b.Network(group, source, forward, recurrent, monitor)
net.schedule = schedule

if kind == "lif-cond":
    @b.network_operation(when="before_thresholds")
    def winner():
        excess = np.array(group.excess)
        wins = np.zeros(n)
        if excess.max() > 0:
            wins[int(excess.argmax())] = 1
        group.wins = wins
    net.add(winner)

group.v = p["vRest"]
if kind == "lif-cond":
    group.theta = case["theta"]
net.store()

spikes = []
for number, train in enumerate(case["input"]):
    net.restore()
    source.set_spikes(train["index"], np.array(train["tick"]) * dt)
    net.run((case["ticks"] + shift) * dt)
    steps = np.round(np.array(monitor.t / dt)).astype(int) - shift
    spikes += sorted([number, int(t), int(i)] for t, i in zip(steps, np.array(monitor.i)))
print(json.dumps({"brian2": b.__version__, "spikes": spikes}))

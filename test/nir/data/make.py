"""Makes layers.nir with NIR's own package, and layers.json: spikes of the same graph by a slow simulation of its equations.

pip install nir numpy; python make.py. Tests read the files only.
"""

import json

import nir
import numpy as np

DT, STEPS = 1e-3, 100
random = np.random.default_rng(5)


def full(shape, x):
    return np.full(shape, float(x))


conv = nir.Conv2d(
    input_shape=(6, 5),
    weight=random.normal(0, 0.5, (4, 1, 3, 3)),
    stride=(2, 1),
    padding=(1, 1),
    dilation=(1, 1),
    groups=2,
    bias=np.array([0.2, 0.0, 0.1, -0.3]),
)
shape = (4, 3, 5)
tau = random.uniform(5e-3, 20e-3, shape)
lif = nir.LIF(tau=tau, r=tau / DT, v_leak=full(shape, 0), v_threshold=full(shape, 1), v_reset=full(shape, -0.1))
# A bias of 0.2 through r would be a current of 0.2 tau / dt: as a constant of the input it is made small here.
conv.bias = conv.bias * 0.05
affine = nir.Affine(weight=random.normal(1.5, 1.5, (6, 8)), bias=np.array([0.1, 0, 0, 0, -0.1, 1.4]))
cuba = nir.CubaLIF(
    tau_syn=full(6, 4e-3),
    tau_mem=full(6, 10e-3),
    r=full(6, 1),
    v_leak=full(6, 0),
    v_threshold=full(6, 1),
    v_reset=full(6, 0),
    w_in=full(6, 4.0),
)
recurrent = nir.Linear(weight=random.normal(0, 0.5, (6, 6)))
inner = nir.NIRGraph(
    nodes={"in": nir.Input({"input": np.array([8])}), "affine": affine, "out": nir.Output({"output": np.array([6])})},
    edges=[("in", "affine"), ("affine", "out")],
)
graph = nir.NIRGraph(
    nodes={
        "input": nir.Input({"input": np.array([2, 6, 5])}),
        "conv": conv,
        "1.lif": lif,
        "delay": nir.Delay(delay=full(shape, 3e-3)),
        "pool": nir.AvgPool2d(kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0])),
        "flatten": nir.Flatten({"input": np.array([4, 1, 2])}, start_dim=0, end_dim=-1),
        "dense": inner,
        "cuba": cuba,
        "recurrent": recurrent,
        "output": nir.Output({"output": np.array([6])}),
    },
    edges=[
        ("input", "conv"),
        ("conv", "1.lif"),
        ("1.lif", "delay"),
        ("delay", "pool"),
        ("pool", "flatten"),
        ("flatten", "dense"),
        ("dense", "cuba"),
        ("cuba", "recurrent"),
        ("recurrent", "cuba"),
        ("cuba", "output"),
    ],
    type_check=False,
)
nir.write("layers.nir", graph, compression=None)

# A spike is a current of 1 for one step; a layer's spikes arrive a step later, the delayed ones after three.
spikes_in = random.random((STEPS, 2, 6, 5)) < 0.1


def convolved(x):
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    y = np.zeros(shape)
    for o in range(4):
        for row in range(3):
            for col in range(5):
                for ky in range(3):
                    for kx in range(3):
                        y[o, row, col] += conv.weight[o, 0, ky, kx] * padded[o // 2, row * 2 + ky, col + kx]
    return y


def pooled(x):
    y = np.zeros((4, 1, 2))
    for c in range(4):
        for col in range(2):
            y[c, 0, col] = x[c, 0:2, 2 * col : 2 * col + 2].mean()
    return y.ravel()


leak = np.exp(-DT / tau)
rest = conv.bias[:, None, None] * tau / DT
v = np.zeros(shape)
past = [np.zeros(shape) for _ in range(3)]
u, i = np.zeros(6), np.zeros(6)
before = np.zeros(6)
es, em = np.exp(-DT / 4e-3), np.exp(-DT / 10e-3)
k = 4e-3 / (4e-3 - 10e-3) * (es - em)
first, second = [], []
for step in range(STEPS):
    if step > 0:
        v = rest + (v - rest) * leak
        u, i = affine.bias + (u - affine.bias) * em + i * k, i * es
    z2 = u >= 1
    u[z2] = 0
    # w_in dt / tau_syn is 1.
    i = i + affine.weight @ pooled(past[0]) + recurrent.weight @ before
    v = v + convolved(spikes_in[step].astype(float))
    z1 = v >= 1
    v[z1] = -0.1
    past = past[1:] + [z1.astype(float)]
    before = z2.astype(float)
    first += [[step, int(j)] for j in np.flatnonzero(z1)]
    second += [[step, int(j)] for j in np.flatnonzero(z2)]

spikes = [[int(s), int(j)] for s in range(STEPS) for j in np.flatnonzero(spikes_in[s])]
json.dump({"dt": DT, "steps": STEPS, "input": spikes, "lif": first, "cuba": second}, open("layers.json", "w"))
print(len(spikes), len(first), len(second))

"""The convolution beside its peers, on 512 x 512 float32 and a 3 x 3 kernel, output of the same size.

    python -m benchmarks.convolution

PyTorch joins where it is installed (the CPU build, on one thread); it is no
dependency, so give it an environment of its own:

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install numpy scipy torch==2.13.0
    /tmp/peers/bin/python -m benchmarks.convolution

Every round runs each candidate once, in an order drawn anew, so that a busy moment
of the machine or a cold cache meets them all; what counts are the ratios of the medians.
"""

from __future__ import annotations

import argparse
import platform
import random
from collections.abc import Callable
from importlib.metadata import version
from statistics import median
from time import perf_counter

import numpy as np
from scipy import signal

from dilviz import correlate, dilate

SIZE, KERNEL = 512, 3
DILATIONS = (1, 4, 64)
SLOW = {64}  # dilations that SciPy on the zero-inserted kernel gets one run of: it takes many seconds
Candidate = Callable[[], np.ndarray]


def ours(image, kernel, dilation) -> Candidate:
    return lambda: correlate(image, kernel, dilation=dilation, padding="same")


def scipys(image, kernel, dilation) -> Candidate:
    return lambda: signal.correlate2d(image, dilate(kernel, dilation), mode="same")


def torchs(image, kernel, dilation) -> Candidate:
    import torch

    torch.set_num_threads(1)
    batch, weights = torch.from_numpy(image)[None, None], torch.from_numpy(kernel)[None, None]

    def run():
        with torch.no_grad():
            return torch.nn.functional.conv2d(batch, weights, padding=dilation, dilation=dilation)[0, 0].numpy()

    return run


def candidates(image, kernel) -> dict[tuple[str, int], Candidate]:
    peers = {"dilviz": ours, "scipy": scipys}
    try:
        peers["torch"] = torchs
        torchs(image, kernel, 1)
    except ImportError:
        del peers["torch"]
    return {(name, step): peer(image, kernel, step) for name, peer in peers.items() for step in DILATIONS}


def seconds(run: Candidate) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def measure(runs: dict, rounds: int) -> dict:
    """Return the median seconds of each candidate over interleaved rounds, after one to warm up."""
    for run in runs.values():
        run()
    times = {name: [] for name in runs}
    order = list(runs)
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            times[name].append(seconds(runs[name]))
    return {name: median(took) for name, took in times.items()}


def check(runs: dict) -> None:
    """Raise if two candidates disagree: a wrong answer may be as fast as it likes."""
    for (name, step), run in runs.items():
        np.testing.assert_allclose(run(), runs["dilviz", step](), rtol=0, atol=1e-3, err_msg=f"{name}, l = {step}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=101)
    parser.add_argument("--skip-slow", action="store_true", help="leave out SciPy at the largest dilation")
    options = parser.parse_args()

    rng = np.random.default_rng(0)
    image, kernel = (rng.standard_normal((n, n)).astype(np.float32) for n in (SIZE, KERNEL))
    every = candidates(image, kernel)
    slow = {name: run for name, run in every.items() if name[0] == "scipy" and name[1] in SLOW}
    quick = {name: run for name, run in every.items() if name not in slow}
    check(quick)
    took = measure(quick, options.rounds)
    if not options.skip_slow:
        took |= {name: seconds(run) for name, run in slow.items()}
    report(took, options.rounds)


def report(took: dict, rounds: int) -> None:
    libraries = ["numpy", *dict.fromkeys(name for name, _ in took if name != "dilviz")]
    print(f"{SIZE} x {SIZE} float32, {KERNEL} x {KERNEL}, same padding, one thread; medians of {rounds} rounds")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in libraries))
    print(f"\n{'':8}{'l':>4}{'ms':>12}{'/ dilviz':>12}{'/ own l = 1':>14}")
    for (name, step), time in sorted(took.items()):
        print(f"{name:8}{step:4}{1e3 * time:12.2f}{time / took['dilviz', step]:12.2f}{time / took[name, 1]:14.2f}")


if __name__ == "__main__":
    main()

"""What a change of a sidebar widget costs the server, and how long a class waits.

    python -m benchmarks.server

Two apps, each in a process of its own: dilviz, and the obvious page (the same sidebar,
three `go.Figure` heatmaps through `st.plotly_chart`, Streamlit's default configuration).
A client that speaks Streamlit's websocket protocol changes widgets, so that no browser
is in the way; in each round both apps get one batch of changes, in an order drawn anew.
Counted is the processor time of the server's process, which other work on the machine
does not move as it moves the clock; the class then waits by the clock. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks.student import Student
from tests.served import Served, serve

LIMIT = 15  # ms of processor time per change
OBVIOUS = """
import plotly.graph_objects as go
import streamlit as st

from dilviz.ui.controls import choose_scene

st.set_page_config(layout="wide")
scene = choose_scene()
pictures = {"Input": scene.image, "Kernel": scene.dilated, "Output": scene.output}
for column, (name, values) in zip(st.columns(3), pictures.items()):
    figure = go.Figure(go.Heatmap(z=values, colorscale="RdBu", zmid=0, texttemplate="%{z}"))
    figure.update_layout(title=name)
    figure.update_xaxes(title="column", constrain="domain")
    figure.update_yaxes(title="row", autorange="reversed", scaleanchor="x", constrain="domain")
    column.plotly_chart(figure, key=name)
"""
CHANGES = {  # every value differs from the one before it, and every setting is possible
    "Row stride": (2, 1),
    "Example kernel": ("Box", "1 to 9"),
    "Operation": ("cross-correlation", "convolution"),
}
PICTURES = {"dilviz": ("bidi_component", 1), "obvious": ("plotly_chart", 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--changes", type=int, default=42, help="changes in a batch")
    parser.add_argument("--size", type=int, default=9, help="rows and columns of the input")
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20, help="length of the lesson")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        page = Path(folder) / "obvious.py"
        page.write_text(OBVIOUS)
        apps = {"dilviz": running.enter_context(serve()), "obvious": running.enter_context(serve(page))}
        report_changes(asyncio.run(batches(apps, options)), apps, options)
        for name, app in apps.items():
            report_class(name, asyncio.run(lesson(app, options.students, options.seconds)), options)


async def batches(apps: dict[str, Served], options: argparse.Namespace) -> dict[str, list[float]]:
    """Return the milliseconds of processor time per change, for each app and round, after a batch to warm up."""
    students = {name: await Student.enter(app.address) for name, app in apps.items()}
    for student in students.values():
        await student.change("Input size", options.size)
        await batch(student, options.changes)
    check(students)
    costs: dict[str, list[float]] = {name: [] for name in apps}
    order = list(apps)
    for _ in range(options.rounds):
        random.shuffle(order)
        for name in order:
            before = apps[name].processor_time()
            await batch(students[name], options.changes)
            costs[name].append(1e3 * (apps[name].processor_time() - before) / options.changes)
    for student in students.values():
        await student.leave()
    return costs


async def batch(student: Student, changes: int) -> None:
    for (label, value), _ in zip(steps(), range(changes), strict=False):
        await student.change(label, value)


def steps():
    """Yield (label, value) for ever: each widget in turn, each to its next value."""
    values = {label: cycle(values) for label, values in CHANGES.items()}
    for label in cycle(values):
        yield label, next(values[label])


def check(students: dict[str, Student]) -> None:
    """Raise unless each page sends its pictures: an empty page may be as cheap as it likes."""
    for name, (kind, count) in PICTURES.items():
        shown = students[name].shown
        if shown[kind] + shown["kept"] < count:
            raise RuntimeError(f"{name} shows {dict(shown)}")


async def lesson(app: Served, students: int, seconds: float) -> list[float]:
    """Return the waiting times of a class whose members each change a widget about every two seconds."""
    members = [await Student.enter(app.address) for _ in range(students)]
    end = perf_counter() + seconds
    waits = await asyncio.gather(*(attend(member, end) for member in members))
    for member in members:
        await member.leave()
    return [wait for each in waits for wait in each]


async def attend(student: Student, end: float) -> list[float]:
    waits: list[float] = []
    for label, value in steps():
        await asyncio.sleep(random.uniform(0, 2) if not waits else random.uniform(1, 3))
        if perf_counter() > end:
            break
        waits.append(await student.change(label, value))
    return waits


def report_changes(costs: dict[str, list[float]], apps: dict[str, Served], options: argparse.Namespace) -> None:
    print(f"Processor time of the server per change, {options.size} x {options.size} input, ", end="")
    print(f"{options.rounds} batches of {options.changes} changes:")
    for name, batches in costs.items():
        spread = f"{min(batches):.1f} to {max(batches):.1f}"
        print(f"  {name:8}{median(batches):7.1f} ms   ({spread}; {apps[name].resident():.0f} MB resident)")
    ours, obvious = median(costs["dilviz"]), median(costs["obvious"])
    verdict = "within" if ours <= LIMIT else "OVER"
    print(f"  {obvious / ours:.1f} times less than the obvious page; {verdict} the limit of {LIMIT} ms\n")


def report_class(name: str, waits: list[float], options: argparse.Namespace) -> None:
    p95 = quantiles(waits, n=20)[-1]
    print(f"{name}: {options.students} sessions, {len(waits)} changes in {options.seconds:.0f} s: ", end="")
    print(f"waiting p50 {1e3 * median(waits):.0f} ms, p95 {1e3 * p95:.0f} ms, longest {1e3 * max(waits):.0f} ms")


if __name__ == "__main__":
    main()

"""What the stack's page shows, a function per view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

import streamlit as st

from dilviz import figures, stack_figures, stack_maps, stack_tables, stack_tree, suggestion
from dilviz.effective import WEIGHT_NAMES, WeightName
from dilviz.export.chart import growth_drawing
from dilviz.footprints import Gaps
from dilviz.notation import format_stack
from dilviz.running import Operation, run
from dilviz.stack import Layer, Stack
from dilviz.stack_panels import effective_panel, gradient_bars, layer_panels, run_panels
from dilviz.ui import stack_inputs
from dilviz.ui.picture import Picture, charted, gallery
from dilviz.ui.tree import tree

KEPT = 256  # results of the last stacks, for all visitors: a lecture looks at few


def verdict(stack: Stack, take: Callable[[Stack], None]) -> None:
    """Show how much is seen, what the HDC rule says of it, and a stack without holes where there are some."""
    seen, sentences = _judged(stack)
    with st.container(horizontal=True):
        st.metric("One output sees", stack_tables.field_size(stack), border=True)
        st.metric("Coverage", f"{100 * seen.share:.1f} %", border=True)
        st.metric(f"Holes, of {seen.cells:,} samples", f"{seen.holes:,}", border=True)
        st.metric("Largest gap", f"{seen.largest:,}", border=True)
    st.markdown("  \n".join(sentences))
    if seen.holes:
        _suggest(stack, take)


def _suggest(stack: Stack, take: Callable[[Stack], None]) -> None:
    rows, cols = suggestion_for(stack.rows), suggestion_for(stack.cols)
    sentence = stack_tables.searched(rows, cols)
    if rows.layers is None or cols.layers is None:
        st.caption(sentence)
        return
    better = Stack(rows.layers, cols.layers)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Use {stack_tables.dilations(better)}",
            key="suggestion",
            type="primary",
            on_click=take,
            args=(better,),
            help="The nearest stack without holes, of the same depth.",
        )
        st.caption(f"It sees {stack_tables.field_size(better)}. {sentence}", width="stretch")


def pictures(branches: Sequence[Stack], place: int) -> None:
    """Show the tree of the chosen branch, and the footprints of all."""
    stack = branches[place]
    if stack.dimensions == 1:
        _tree(stack)
        _footprint(branches, place)
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _tree(stack)
    with right:
        _footprint(branches, place)


def sizes(stack: Stack) -> None:
    """Show what holds after each layer."""
    image = stack_inputs.choose_image()
    if misfit := stack_tables.fits(stack, image.shape):
        st.info(f"The input of {image.shape[0]} × {image.shape[1]} is too small for this stack. {misfit}.")
    st.markdown(stack_tables.sizes(stack, image.shape))
    st.caption(
        "In input samples: what an output sees, the jump from one output to the next, where output 0 begins to look "
        "and the centre of that (Araujo, Norris and Sim 2019). Costs are those of one channel."
    )


def growth(stack: Stack) -> Picture:
    """Show how the receptive field grows, beside other ways to reach as far."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        against = st.segmented_control(
            "Against",
            stack_figures.AGAINST,
            default="depth",
            required=True,
            key="against",
            bind="query-params",
            help="What the receptive field is compared with.",
        )
        logarithmic = st.toggle(
            "Logarithmic", key="logarithmic", bind="query-params", help="Exponential growth becomes a straight line."
        )
    tree.show(_growth(stack, against, logarithmic), key="growth_chart")
    st.markdown(stack_tables.reaches(stack))
    st.caption(
        "Pooling instead: before a layer of dilation l, the maps are pooled until neighbouring samples lie at least l "
        "apart, and the kernel takes dilation 1. It sees as far with less work, at a coarser resolution, and what is "
        "pooled cannot be undone."
    )
    return Picture(
        "dilviz-growth",
        partial(figures.growth, stack, against=against, logarithmic=logarithmic),
        partial(growth_drawing, stack, against=against, logarithmic=logarithmic),
    )


def layer_by_layer(stack: Stack) -> Picture | None:
    """Show the footprint of one output in every level below it, linked; along one axis, the tree is its figure."""
    tree.show(_layer_maps(stack), key="layer_maps")
    if stack.dimensions == 1:
        return None
    return gallery(
        "dilviz-layers",
        f"Footprint in every layer of {format_stack(stack)}",
        partial(figures.footprints_below, stack),
        lambda: layer_panels(stack),
    )


def effective(stack: Stack) -> Picture:
    """Show the gradient of one output, with its deviation beside theory's."""
    weights, seed = stack_inputs.choose_weights(WEIGHT_NAMES)
    picture, bars, sentence = _effective(stack, weights, seed)
    tree.show(picture, key="effective_map")
    if bars:
        tree.show(bars, key="effective_bars")
    st.markdown(sentence)
    if stack.dimensions == 1:
        return charted(
            "dilviz-effective",
            partial(figures.effective, stack, weights, seed=seed),
            lambda: gradient_bars(stack.cols, weights, seed),
        )
    return gallery(
        "dilviz-effective",
        f"Gradient of one output of {format_stack(stack)}",
        partial(figures.effective, stack, weights, seed=seed),
        lambda: [effective_panel(stack, weights, seed)],
    )


def run_it(stack: Stack) -> Picture:
    """Apply the stack to an input, and show every result, linked."""
    image = stack_inputs.choose_image()
    stack_tables.check_run(stack, image.shape)
    kernels = stack_inputs.choose_kernels(stack)
    scene = stack_inputs.layer_scene()
    operation: Operation = "correlation" if scene and scene.operation == "cross-correlation" else "convolution"
    mode = scene.padding_mode if scene else "zeros"
    results = run(image, kernels, stack, operation=operation, padding_mode=mode)
    tree.show(tree.packed(stack_maps.run_maps(stack, results, mode)), key="run_maps")
    rows = " Every row of the input is a signal of its own." if stack.dimensions == 1 else ""
    st.caption(f"A {operation} in every layer, with padding mode {mode}, as on the page “Layer”.{rows}")
    return gallery(
        "dilviz-run",
        f"{operation.capitalize()} by {format_stack(stack)}",
        partial(figures.run, stack, results),
        lambda: run_panels(stack, results),
    )


def _tree(stack: Stack) -> None:
    with st.container(horizontal=True):
        axis = stack_inputs.choose_axis() if stack.dimensions == 2 else 1
        layers = (stack.rows, stack.cols)[axis]
        size = stack_inputs.choose_length(layers, axis)
    tree.show(_tree_of(layers, size), key="tree", on_pin=partial(stack_inputs.pin_node, "tree", layers, size))


def _footprint(branches: Sequence[Stack], place: int) -> None:
    tree.show(_footprints(tuple(branches)), key="footprint")
    if branches[place].dimensions == 1:
        tree.show(_bars(branches[place].cols), key="bars")


@lru_cache(KEPT)
def suggestion_for(layers: tuple[Layer, ...]) -> suggestion.Suggestion:
    """Return the nearest layers without holes along one axis."""
    return suggestion.suggest(layers)


@lru_cache(KEPT)
def _judged(stack: Stack) -> tuple[Gaps, list[str]]:
    return stack_tables.coverage(stack), stack_tables.verdicts(stack)


@lru_cache(16)
def _tree_of(layers: tuple[Layer, ...], size: int) -> bytes:
    return tree.packed(stack_tree.tree(layers, size))


@lru_cache(16)
def _footprints(branches: tuple[Stack, ...]) -> bytes:
    names = [f"Branch {n}" for n in range(1, len(branches) + 1)] if len(branches) > 1 else ["Footprint"]
    maps = [stack_maps.footprint_map(stack, name) for stack, name in zip(branches, names, strict=True)]
    return tree.packed(stack_maps.gallery(maps))


@lru_cache(16)
def _bars(layers: tuple[Layer, ...]) -> bytes:
    return tree.packed(stack_figures.path_bars(layers))


@lru_cache(16)
def _growth(stack: Stack, against: stack_figures.Against, logarithmic: bool) -> bytes:
    return tree.packed(stack_figures.growth_chart(stack, against=against, logarithmic=logarithmic))


@lru_cache(16)
def _layer_maps(stack: Stack) -> bytes:
    return tree.packed(stack_maps.layer_maps(stack))


@lru_cache(16)
def _effective(stack: Stack, weights: WeightName, seed: int) -> tuple[bytes, bytes, str]:
    picture, found = stack_maps.effective_map(stack, weights, seed)
    bars = tree.packed(stack_figures.gradient_bars(found.gradient[0])) if stack.dimensions == 1 else b""
    sentence = stack_tables.deviations(found, weights, flat=stack.dimensions == 1)
    return tree.packed(stack_maps.gallery([picture])), bars, sentence

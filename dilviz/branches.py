"""Stacks side by side, as the page writes them: between bars, in one of three settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from dilviz.notation import format_stack, parse_stack
from dilviz.presets import Setting
from dilviz.stack import Layer, Stack

SETTINGS: tuple[Setting, ...] = get_args(Setting)[::-1]  # pictures first
MOST_BRANCHES = 8


def parse_branches(text: str) -> tuple[Stack, ...]:
    """Read parallel stacks, each in the notation of `parse_stack`, with a bar between two of them.

    >>> [len(stack) for stack in parse_branches("1,2,5 | 3x3 d6")]
    [3, 1]
    """
    parts = text.split("|")
    if len(parts) > MOST_BRANCHES:
        raise ValueError(f"at most {MOST_BRANCHES} branches can lie in parallel, got {len(parts)}")
    branches = []
    for number, part in enumerate(parts, 1):
        try:
            branches.append(parse_stack(part))
        except ValueError as error:
            raise ValueError(f"branch {number}: {error}" if len(parts) > 1 else str(error)) from None
    return tuple(branches)


def format_branches(branches: Sequence[Stack]) -> str:
    """Write parallel stacks as `parse_branches` reads them."""
    return " | ".join(format_stack(stack) for stack in branches)


def setting_of(stack: Stack) -> Setting:
    """Return where a stack runs; in one dimension, causal if no layer looks ahead.

    >>> [setting_of(*parse_branches(text)) for text in ("1,2", "k2 d2", "k2 d2 causal")]
    ['2-D', '1-D', '1-D causal']
    """
    if stack.dimensions == 2:
        return "2-D"
    reaching = [layer for layer in stack.cols if layer.extent > 1]
    return "1-D causal" if reaching and all(layer.pad == (layer.extent - 1, 0) for layer in reaching) else "1-D"


def in_setting(stack: Stack, setting: Setting) -> Stack:
    """Return a stack with the same layers in another setting; the columns are what is kept.

    Causal padding becomes ``same`` where it ends, and every padding causal where it begins.

    >>> from dilviz.notation import format_stack
    >>> format_stack(in_setting(parse_branches("3x3 d2 same")[0], "1-D causal"))
    'k3 d2 causal'
    """
    cols = tuple(_padded(layer, setting) for layer in stack.cols)
    if setting == "2-D":
        return Stack(cols if stack.dimensions == 1 else stack.rows, cols)
    return Stack(tuple(Layer(1, kind=layer.kind) for layer in cols), cols)


def _padded(layer: Layer, setting: Setting) -> Layer:
    if setting == "1-D causal":
        return replace(layer, padding="causal")
    return replace(layer, padding="same") if layer.padding == "causal" else layer

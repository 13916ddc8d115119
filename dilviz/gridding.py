"""Gridding: the rule of hybrid dilated convolution, the exact rule, the truth, and which of them to believe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from dilviz.axis import whole
from dilviz.footprints import holes
from dilviz.stack import Layer, receptive_field, steps


@dataclass(frozen=True)
class HdcRule:
    """The rule of Wang et al. for one stack.

    Parameters
    ----------
    kernel : int
        Taps of every layer.
    distances : tuple of int
        ``M_2`` to ``M_n``, the first layer's end first, in input samples.
    common_factor : int
        Greatest common divisor of all rates; the paper advises against one above 1,
        apart from its rule.
    """

    kernel: int
    distances: tuple[int, ...]
    common_factor: int

    @property
    def passes(self) -> bool:
        """``M_2 <= kernel``."""
        return self.distances[0] <= self.kernel


def hdc_rule(rates: Sequence[int], kernel: int = 3) -> HdcRule:
    """Apply the rule of hybrid dilated convolution (HDC) to the dilation rates of a stack.

    ``M_i = max(M_{i+1} - 2 r_i, 2 r_i - M_{i+1}, r_i)`` from ``M_n = r_n`` down to
    ``M_2``, which must not pass `kernel`. It never looks at ``r_1``.

    Raises
    ------
    ValueError
        If there are fewer than two rates, or a number is not whole and positive.

    References
    ----------
    Wang et al. 2018, arXiv:1702.08502, section 3.2.

    Examples
    --------
    The paper's own two:

    >>> hdc_rule([1, 2, 5]).distances, hdc_rule([1, 2, 5]).passes
    ((2, 5), True)
    >>> hdc_rule([1, 2, 9]).distances, hdc_rule([1, 2, 9]).passes
    ((5, 9), False)
    """
    checked = [whole(rate, "a dilation rate", 1) for rate in rates]
    if len(checked) < 2:
        raise ValueError(f"the HDC rule compares at least two dilation rates, got {len(checked)}")
    distances = [checked[-1]]
    for rate in reversed(checked[1:-1]):
        ahead = distances[0]
        distances.insert(0, max(ahead - 2 * rate, 2 * rate - ahead, rate))
    return HdcRule(whole(kernel, "kernel", 1), tuple(distances), gcd(*checked))


@dataclass(frozen=True)
class Chain:
    """The layers of one axis by ascending step, up to the first that leaves a gap.

    Parameters
    ----------
    covered : int
        Neighbouring samples that the layers before the gap see, from the first one on.
    step : int or None
        The step that jumps over the next sample; None if there is no hole at all.
    """

    covered: int
    step: int | None


def chain(layers: Sequence[Layer]) -> Chain:
    """Apply the exact rule: by ascending step, each step at most the samples covered so far.

    A step is ``dilation jump``, in input samples. Layers that cover `c` neighbouring
    samples cover ``c + (kernel - 1) step`` with one more of a step up to `c`. With
    a greater one, sample `c` is a hole: it is too far for the layers so far, and
    all others begin behind it. The order of the layers plays no part.

    >>> chain([Layer(dilation=1), Layer(dilation=2), Layer(dilation=9)])
    Chain(covered=7, step=9)
    >>> chain([Layer(dilation=1), Layer(dilation=3), Layer(dilation=2)])
    Chain(covered=13, step=None)
    """
    covered = 1
    for step, kernel in sorted(zip(steps(layers).tolist(), (layer.kernel for layer in layers), strict=True)):
        if kernel > 1 and step > covered:
            return Chain(covered, step)
        covered += (kernel - 1) * step
    return Chain(covered, None)


@dataclass(frozen=True)
class Verdict:
    """What the HDC rule says, what is true, and which to believe.

    Parameters
    ----------
    rule : HdcRule or None
        None where it does not speak: fewer than two layers of more than one tap,
        kernels of different sizes, or a stride before the last layer.
    holes : int
        Counted in the footprint: the truth.
    why : str
        Sentences: what decides, and whether the rule is to be trusted here.
    """

    rule: HdcRule | None
    holes: int
    why: str

    @property
    def agrees(self) -> bool:
        """Whether the rule speaks, and says what is true."""
        return self.rule is not None and self.rule.passes == (self.holes == 0)


def verdict(layers: Sequence[Layer]) -> Verdict:
    """Compare the HDC rule with the footprint, and say which to believe.

    The rule is exact for kernels of 3 taps with dilations that ascend from 1;
    elsewhere it errs on both sides, and the footprint is right.

    >>> verdict([Layer(dilation=d) for d in (1, 2, 5)]).agrees
    True
    >>> twos = verdict([Layer(dilation=2)] * 3)
    >>> twos.rule.passes, twos.holes, twos.agrees
    (True, 6, False)
    >>> print(twos.why.replace(": ", ":\\n").replace(". ", ".\\n"))
    6 of 13 samples are holes:
    the smallest step is 2, and misses the neighbour of the first sample.
    The HDC rule passes it (M_2 = 2, at most 3) and is wrong here:
    the dilations do not begin at 1.
    """
    wide = [layer for layer in layers if layer.kernel > 1]
    rates = [layer.dilation for layer in wide]
    unmoved = all(step == layer.dilation for step, layer in zip(steps(layers).tolist(), layers, strict=True))
    speaks = unmoved and len(wide) > 1 and len({layer.kernel for layer in wide}) == 1
    rule = hdc_rule(rates, wide[0].kernel) if speaks else None
    missing = holes(layers).size
    return Verdict(rule, missing, f"{_truth(layers, missing)} {_trust(rule, rates, missing)}")


def _truth(layers: Sequence[Layer], missing: int) -> str:
    linked = chain(layers)
    if linked.step is None:
        return "No holes: by ascending step, no layer steps further than the samples that the smaller steps cover."
    found = f"{missing} of {receptive_field(layers).size} samples are holes"
    if linked.covered == 1:
        return f"{found}: the smallest step is {linked.step}, and misses the neighbour of the first sample."
    return (
        f"{found}: the smaller steps cover {linked.covered} neighbouring samples, and the next step is {linked.step}."
    )


def _trust(rule: HdcRule | None, rates: list[int], missing: int) -> str:
    if rule is None:
        return "The HDC rule does not speak: it takes two or more layers, kernels of one size and no strides."
    reasons = [
        reason
        for reason, applies in (
            (f"the kernels have {rule.kernel} taps, not 3", rule.kernel != 3),
            ("the dilations do not begin at 1", rates[0] != 1),
            ("the dilations do not ascend", rates != sorted(rates)),
        )
        if applies
    ]
    says = f"The HDC rule {'passes' if rule.passes else 'fails'} it (M_2 = {rule.distances[0]}, at most {rule.kernel})"
    if not reasons:
        return f"{says} and can be believed: the kernels have 3 taps, and the dilations ascend from 1."
    right = rule.passes == (missing == 0)
    return f"{says} and is {'right, but not to be relied on' if right else 'wrong'} here: {' and '.join(reasons)}."

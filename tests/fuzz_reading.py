"""Mutate the corpus and read it, for as long as is asked: ``python -m tests.fuzz_reading [SECONDS] [SEED]``.

Every input has to give a matrix within the limits or a plain ValueError with one printable sentence,
within `PATIENCE` seconds. The first that does neither is written to a file, and the run fails.
Every input follows from the seed and its number alone.
"""

import faulthandler
import random
import struct
import sys
import tempfile
import time
import traceback
import warnings
import zlib
from collections import Counter
from itertools import count
from pathlib import Path

import numpy as np

from dilviz.reading import FITS, arrays_in, read_channels, read_matrix
from dilviz.reading.limits import SIDE
from tests.forged import chunk
from tests.hostile import CASES

LONGEST = 100_000  # bytes of a seed: above, an input costs too much of the time
PATIENCE = 10  # seconds
NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
WORDS = (
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"[",
    b"]",
    b'"',
    b"nan",
    b"1e999",
    b"-",
    b"0x1",
    b"1_0",
    b"j",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    "−".encode(),
    b"#",
    b"sep=",
    b"IDAT",
    b"IEND",
    b"Exif\0\0",
    b"tRNS",
    b"PLTE",
    b"\xff\xda",
    b"\xff\xc2",
    b"PK\5\6",
    b"VP8X",
    b"ALPH",
    b"ANMF",
    b"'<f8'",
    b"(-1,)",
    b"True",
)


def mutated(seed, others, chance):
    """Return a few random changes of `seed`."""
    content = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(content) + 1)
        kind = chance.randrange(8)
        if kind == 0 and content:
            content[at % len(content)] ^= 1 << chance.randrange(8)
        elif kind == 1 and content:
            content[at % len(content)] = chance.randrange(256)
        elif kind == 2:
            content[at:at] = chance.choice(WORDS)
        elif kind == 3:
            del content[at : at + chance.choice((1, 2, 4, 16, 1000))]
        elif kind == 4:
            form = chance.choice(("<H", ">H", "<I", ">I"))
            number = struct.pack(form, chance.choice(NUMBERS) & (0xFFFF if form[1] == "H" else 0xFFFFFFFF))
            content[at : at + len(number)] = number
        elif kind == 5:
            piece = content[at : at + chance.randrange(1, 64)]
            content[at:at] = piece * chance.choice((1, 2, 50))
        elif kind == 6:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            content[at : at + 32] = other[begin : begin + 64]
        else:
            content = content[:at]
    return bytes(content)


def mended(content):
    """Return a PNG with the checksums of its chunks put right, so that the mutation is looked at."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        return content
    out, position = [content[:8]], 8
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        out.append(chunk(content[position + 4 : position + 8], content[position + 8 : position + 8 + length]))
        position += 12 + length
    return b"".join(out)


def repacked(content, chance, others):
    """Mutate what is compressed inside a PNG of one data chunk, or a .mat file of one variable, if it is no bomb."""
    if len(content) > 10_000:
        return content
    try:
        if content.startswith(b"\x89PNG"):
            at = content.index(b"IDAT")
            (length,) = struct.unpack_from(">I", content, at - 4)
            inner = mutated(zlib.decompress(content[at + 4 : at + 4 + length]), others, chance)
            return content[: at - 4] + chunk(b"IDAT", zlib.compress(inner)) + content[at + 8 + length :]
        if content[128:132] == b"\x0f\0\0\0":
            inner = zlib.compress(mutated(zlib.decompress(content[136:]), others, chance))
            return content[:128] + struct.pack("<II", 15, len(inner)) + inner
    except (zlib.error, ValueError, struct.error):
        pass
    return content


def outcome(content, chance):
    """Read as the page does; return what came of it, and raise what never may."""
    fit, name = chance.choice(FITS), chance.choice(("", "a.csv", "\u202ea.png"))
    work = chance.choice((read_matrix, read_channels))
    try:
        names = arrays_in(content, name)
        matrix = work(content, name, fit=fit, array=chance.choice([*names, ""]))
    except ValueError as refused:
        said = str(refused)
        if type(refused) is not ValueError or not said.isprintable() or len(said) > 300:
            raise RuntimeError(f"a refusal that no user can read: {said[:1000]!r}") from refused
        return "refused"
    if matrix.dtype != np.float64 or not matrix.size or max(matrix.shape) > SIDE or matrix.base is content:
        raise RuntimeError(f"a matrix that is none: {matrix.dtype}, {matrix.shape}")
    return "read"


def run(seconds, seed, seeds):
    """Fuzz; return what came of the inputs, and the slowest of them with its number."""
    counts, slowest = Counter(), (0.0, 0)
    end = time.monotonic() + seconds
    for i in count():
        began = time.monotonic()
        if began > end:
            break
        chance = random.Random(f"{seed}-{i}")
        content = chance.choice(seeds)
        content = repacked(content, chance, seeds) if chance.random() < 0.2 else mutated(content, seeds, chance)
        content = mended(content) if chance.random() < 0.8 else content
        try:
            counts[outcome(content, chance)] += 1
            slowest = max(slowest, (time.monotonic() - began, i))
            if slowest[0] > PATIENCE:
                raise RuntimeError(f"it took {slowest[0]:.1f} s")
        except Exception:
            path = Path(tempfile.mkstemp(prefix="fuzz-", suffix=".bin")[1])
            path.write_bytes(content)
            traceback.print_exc()
            sys.exit(f"input {i} of seed {seed} failed; it is in {path}")
    return counts, slowest


if __name__ == "__main__":
    faulthandler.enable()
    warnings.simplefilter("ignore")
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    seeds = [content for content in (case.make() for case in CASES) if len(content) <= LONGEST]
    counts, (longest, which) = run(seconds, seed, seeds)
    sys.stdout.write(
        f"{counts.total():,} inputs in {seconds:.0f} s from {len(seeds)} seeds (seed {seed}): "
        f"{counts['read']:,} read, {counts['refused']:,} refused, nothing else; "
        f"the slowest, number {which}, took {longest:.2f} s\n"
    )

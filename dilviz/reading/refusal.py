"""Why something is not read: one sentence, in which nothing of a stranger's is long or invisible."""

from __future__ import annotations

NAME_CHARS = 60  # of a file name in a sentence
QUOTE_CHARS = 24  # of a cell or an array's name in a sentence


class Refusal(ValueError):  # noqa: N818 - it is the sentence after "grid.csv: ", not yet an error for a user
    """What was found and what is allowed, without the file's name and the full stop."""


def printable(text: str, most: int = QUOTE_CHARS) -> str:
    """Return `text` in one line of at most `most` characters, its end kept, with ``?`` for what cannot be seen.

    Control characters, marks that turn the writing direction and lone surrogates cannot be seen.

    >>> printable("photo\u202egpj.exe")
    'photo?gpj.exe'
    >>> printable("a" * 30 + ".csv", most=12)
    'aaaaaaa….csv'
    """
    if len(text) > most:
        text = text[: most - 5] + "…" + text[-4:]
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def quoted(text: str) -> str:
    """Return `text`, made `printable`, between quotation marks."""
    return f"'{printable(text)}'"


def listed(names: list[str], most: int = 6) -> str:
    """Return the names as a list in a sentence, the first `most` of them.

    >>> listed(["a", "b", "c"], most=2)
    "'a', 'b' and 1 more"
    """
    shown = ", ".join(quoted(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def sentence(name: str, otherwise: str, why: Refusal) -> str:
    """Return the whole sentence, for a file called `name` or, without one, for `otherwise`."""
    return f"{printable(name, NAME_CHARS) if name.strip() else otherwise}: {why}."

"""Wrongs that no test can notice, since they make no difference: each with the reason."""

from collections.abc import Mapping

KNOWN: Mapping[tuple[str, str], str] = {}
"""By file and change, as var/proof/mutation.json tells them."""


def why(file: str, change: str) -> str:
    """Why it is no difference; nothing where it should have been noticed."""
    return KNOWN.get((file, change), "")

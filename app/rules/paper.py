"""One paper of an application's file: in which form it is taken, when it is needed, what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.rules.answering import Sentence
from app.rules.law import Amendment, Standing

ALWAYS: Sentence = ("mọi hồ sơ", "every application")


class Form(StrEnum):
    """In which form a paper is taken."""

    ORIGINAL = "original"
    CERTIFIED_COPY = "certified_copy"
    COPY = "copy"


FORMS: Mapping[Form, Sentence] = {
    Form.ORIGINAL: ("bản chính", "original"),
    Form.CERTIFIED_COPY: (
        "bản sao có chứng thực, hoặc bản sao kèm bản chính để đối chiếu", "certified copy, or copy with the original",
    ),
    Form.COPY: ("bản sao", "copy"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that an application needs."""

    code: str
    vi: str
    en: str
    law: tuple[Amendment[Form], ...]  # its form; before the first it is not asked for
    asked_by: tuple[str, ...] = ()  # needed where one of these facts is there and not "no"; none: always
    when: Sentence = ALWAYS
    proves: tuple[str, ...] = ()  # facts that it shows


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper as the law of a day asks for it in a case."""

    paper: Paper
    needed: bool
    law: Amendment[Form]

    @property
    def counts(self) -> bool:
        """Whether an application without it is incomplete."""
        return self.needed and self.law.standing is not Standing.UNCONFIRMED

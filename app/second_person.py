"""A word that one person asks and another answers: natural persons are compared, and the act of the answer is kept."""

from sqlalchemy.orm import Session

from app import db
from app.access import Actor
from app.access.duties import refuse_same_hands, require_state
from app.models import OfTwo


def require(actor: Actor, word: OfTwo) -> None:
    """It waits for an answer, and not for this person's. Raises WrongState, SameHands."""
    require_state(word.state, "asked")
    refuse_same_hands(word.asked_by_person_id, actor.person_id)


def confirm(tx: Session, actor: Actor, word: OfTwo) -> None:
    """Another agrees: it takes effect in this act."""
    require(actor, word)
    _close(tx, actor, word, "confirmed")


def refuse(tx: Session, actor: Actor, word: OfTwo) -> None:
    """Another does not agree. Raises WrongState, SameHands."""
    require(actor, word)
    _close(tx, actor, word, "refused")


def give_up(tx: Session, actor: Actor, word: OfTwo) -> None:
    """Whoever asks takes it back. Raises WrongState."""
    require_state(word.state, "asked")
    _close(tx, actor, word, "void")


def _close(tx: Session, actor: Actor, word: OfTwo, state: str) -> None:
    word.state, word.answered_by_person_id, word.answered_act_id = state, actor.person_id, db.act_id(tx)

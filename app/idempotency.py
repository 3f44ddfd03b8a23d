"""The same request again gives the same bytes again, and no second effect.

The key is the comfort layer: what may not happen twice is held by unique constraints for ever. The row is
written in the effect's own transaction, so neither is ever there without the other. Only answers with an
effect are kept; a refusal changed nothing and may be asked again.
"""

import hashlib
import re
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import Actor
from app.errors import BadRequest, Conflict, Invalid
from app.models import AnsweredRequest
from app.protection import seal, unseal

_KEY = re.compile(r'"([\x21\x23-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255})')  # an RFC 8941 string, or bare
_BOUNDARY = re.compile(r"boundary=\"?([^\";,]+)")


class KeyMissing(BadRequest):
    """Thiếu tiêu đề Idempotency-Key (1 đến 255 ký tự ASCII): mỗi yêu cầu có hiệu lực cần một khoá riêng.
    The Idempotency-Key header is missing or malformed (1 to 255 ASCII characters): each request with effect needs one.
    """


class StillInProgress(Conflict):
    """Yêu cầu cùng khoá đang được xử lý; hãy gửi lại sau giây lát.
    A request with this key is in progress; send it again in a moment.
    """

    headers = MappingProxyType({"Retry-After": "1"})


class KeyReused(Invalid):
    """Khoá Idempotency-Key này đã dùng cho một yêu cầu khác; hãy dùng khoá mới.
    This Idempotency-Key was used for another request; take a new one.
    """


class AnsweredLongAgo(Conflict):
    """Yêu cầu với khoá này đã được thực hiện từ lâu; nội dung trả lời không còn lưu. Không có gì được làm lại.
    The request with this key was done long ago, and its answer is no longer kept. Nothing was done again.
    """


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer given before, byte for byte."""

    status: int
    media_type: str
    body: bytes


def read_key(header: str | None) -> str:
    """The key in the header, quoted or bare. Raises KeyMissing."""
    match = _KEY.fullmatch((header or "").strip())
    if match is None:
        raise KeyMissing
    return match[1] or match[2]


def fingerprint(method: str, path: str, query: str, content_type: str, body: bytes) -> bytes:
    """What makes two requests the same. A multipart boundary is chance and is left out."""
    boundary = _BOUNDARY.search(content_type)
    if boundary:
        body = body.replace(boundary[1].encode(), b"")
        content_type = content_type.replace(boundary[1], "")
    digest = hashlib.sha256()
    for part in (method.encode(), path.encode(), query.encode(), content_type.encode(), body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def claim(tx: Session, actor: Actor, key: str, print_: bytes) -> Kept | None:
    """The answer kept under this key, or None and the key is ours until the transaction ends.

    Raises StillInProgress while another request holds the key, KeyReused when the key answered another request,
    AnsweredLongAgo when the answer is no longer kept.
    """
    lock = func.hashtextextended(f"{actor.account_id} {key}", 0)
    if not tx.scalar(select(func.pg_try_advisory_xact_lock(lock))):
        raise StillInProgress
    kept = tx.get(AnsweredRequest, (actor.account_id, key))
    if kept is None:
        return None
    if unseal(kept.fingerprint_cipher, _print_place(actor, key)) != print_:
        raise KeyReused
    if not kept.body_cipher:
        raise AnsweredLongAgo
    return Kept(kept.status, kept.media_type, unseal(kept.body_cipher, _place(actor, key)))


def keep(tx: Session, actor: Actor, key: str, print_: bytes, answer: Kept) -> None:
    """Keep an answer with its effect."""
    tx.add(
        AnsweredRequest(
            account_id=actor.account_id,
            key=key,
            fingerprint_cipher=seal(print_, _print_place(actor, key)),
            status=answer.status,
            media_type=answer.media_type,
            body_cipher=seal(answer.body, _place(actor, key)),
            answered_at=func.now(),
        )
    )


def _place(actor: Actor, key: str) -> str:
    return f"answered_request|body|{actor.account_id}|{key}"


def _print_place(actor: Actor, key: str) -> str:
    return f"answered_request|fingerprint|{actor.account_id}|{key}"

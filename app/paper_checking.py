"""Papers: which an application's file has and lacks, and under which archive number they lie."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, db
from app.access import Actor, NoSuchRecord, find
from app.case_facts import whole
from app.errors import Invalid, TooLarge
from app.models import Application, BeneficiaryList
from app.rules import papers
from app.rules.explaining import Source, source_of
from app.rules.paper import FORMS, Needed
from app.settings import settings


class PaperUnknown(Invalid):
    """Chính sách này không có giấy tờ mang mã "{paper}". Các mã: {known}.
    This policy asks for no paper "{paper}". The codes are: {known}.
    """


class ArchivedButLacking(Invalid):
    """Giấy tờ còn thiếu thì chưa có số lưu trữ.
    A paper that is lacking has no archive number.
    """


class TooManyLooks(TooLarge):
    """Mỗi lần ghi tối đa {maximum} kết quả kiểm giấy tờ; yêu cầu này có {looks}.
    At most {maximum} looks at papers in one request; this one has {looks}.
    """


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody saw of one paper."""

    paper: str
    has: bool
    archive_number: str | None = None


@dataclass(frozen=True, slots=True)
class Looks:
    """The same looks at the files of some applications of a list; of all its accepted rows where none is named."""

    papers: Sequence[Look]
    applications: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """A paper of an application: whether it is needed, in which form, by which article, and whether it is there."""

    paper: str
    vi: str
    en: str
    needed: bool
    counts: bool  # an application without it is incomplete
    when_vi: str
    when_en: str
    form: str
    form_vi: str
    form_en: str
    source: Source
    has: bool | None  # None: nobody has looked
    archive_number: str | None
    at: datetime | None
    person: str | None


@dataclass(frozen=True, slots=True)
class File:
    """An application's papers, and how they stand: complete, lacking, or not all looked at."""

    standing: str
    papers: Sequence[PaperStanding]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many looks were entered."""

    applications: int
    looks: int


FACTS = text("""
    SELECT r.id, r.facts, r.health_cipher FROM list_row r WHERE r.application_id = :application
    ORDER BY (r.state = 'accepted') DESC, r.id DESC LIMIT 1
""")

LATEST = text("""
    SELECT DISTINCT ON (c.paper) c.paper, c.has, c.archive_number, act.at, p.name AS person
    FROM paper_check c JOIN act ON act.id = c.act_id JOIN account o ON o.id = act.account_id
    JOIN natural_person p ON p.id = o.person_id
    WHERE c.application_id = :application ORDER BY c.paper, c.id DESC
""")


def file_of(tx: Session, actor: Actor, application_id: int) -> File:
    """An application's papers as the law of the day of its receipt asks for them. Raises NoSuchRecord."""
    application = find(tx, actor, Application, application_id)
    given = {"application": application.id}
    row = tx.execute(FACTS, given).one_or_none()
    facts = whole(row.facts, row.health_cipher, row.id) if row else {}
    needed = papers.needed_in(application.policy, facts, _received(facts))
    seen = {row.paper: row for row in tx.execute(LATEST, given)}
    return File(
        papers.standing_of(needed, {code: row.has for code, row in seen.items()}),
        [_standing(one, seen.get(one.paper.code)) for one in needed],
    )


def asked(policy: str, on: date) -> list[dict[str, Any]]:
    """The papers of a policy that the law of a day asks for, in its form."""
    return [
        {
            "paper": one.paper.code,
            "vi": one.paper.vi,
            "en": one.paper.en,
            "when_vi": one.paper.when[0],
            "when_en": one.paper.when[1],
            "form": one.law.value.value,
            "form_vi": FORMS[one.law.value][0],
            "form_en": FORMS[one.law.value][1],
            "source": _source(one),
            "proves": list(one.paper.proves),
        }
        for one in papers.needed_in(policy, {}, on)
        if one.law.since <= on
    ]


def _source(one: Needed) -> Source:
    citation = one.law.citation
    return source_of({"instrument": citation.instrument, "unit": citation.unit}, one.law.standing.value)


def _received(facts: Mapping[str, object]) -> date:
    return date.fromisoformat(str(facts.get("received_on") or date.max))


def _standing(one: Needed, seen: Any) -> PaperStanding:  # noqa: ANN401 – a row of LATEST
    paper, law = one.paper, one.law
    return PaperStanding(
        paper.code, paper.vi, paper.en, one.needed, one.counts, *paper.when, law.value.value,
        *FORMS[law.value], _source(one), seen and seen.has,
        seen and seen.archive_number, seen and seen.at, seen and seen.person,
    )  # fmt: skip


def check(tx: Session, actor: Actor, application_id: int, looks: Sequence[Look]) -> File:
    """Enter looks at one application's papers. Raises NoSuchRecord, PaperUnknown, ArchivedButLacking."""
    application = find(tx, actor, Application, application_id)
    _require_known(application.policy, looks)
    _keep(tx, {(application.id, look.paper): look for look in looks}, many=False)
    audit.append(
        tx, "papers.checked", f"application/{application.id}", papers=sorted({look.paper for look in looks}),
        lacking=sum(not look.has for look in looks),
    )  # fmt: skip
    return file_of(tx, actor, application.id)


MEMBERS = text("""
    SELECT a.id FROM application a
    WHERE a.list_id = :list AND (CAST(:ids AS bigint[]) IS NULL OR a.id = ANY (CAST(:ids AS bigint[])))
      AND EXISTS (SELECT FROM list_row r WHERE r.application_id = a.id AND r.state = 'accepted') ORDER BY a.id
""")


def check_list(tx: Session, actor: Actor, list_id: int, groups: Sequence[Looks]) -> Checked:
    """Enter looks at the papers of many rows of a list in one act; what is said of named ones goes before all.

    Raises NoSuchRecord, PaperUnknown, ArchivedButLacking, TooManyLooks.
    """
    one = find(tx, actor, BeneficiaryList, list_id)
    for group in groups:
        _require_known(one.policy, group.papers)
    members = tx.scalars(MEMBERS, {"list": one.id, "ids": _named(groups)}).all()
    known = set(members)
    if any(id_ not in known for group in groups for id_ in group.applications or ()):
        raise NoSuchRecord
    _require_bounded(groups, len(members))
    looks = {
        (id_, look.paper): look
        for group in sorted(groups, key=lambda group: group.applications is not None)
        for id_ in (members if group.applications is None else group.applications)
        for look in group.papers
    }
    _keep(tx, looks, many=True)
    done = Checked(len({id_ for id_, _ in looks}), len(looks))
    audit.append(
        tx, "papers.checked", f"list/{one.id}", applications=done.applications, looks=done.looks,
        papers=sorted({paper for _, paper in looks}), lacking=sum(not look.has for look in looks.values()),
    )  # fmt: skip
    return done


def _require_bounded(groups: Sequence[Looks], members: int) -> None:
    maximum = settings().rows_max
    looks = sum(
        len(each.papers) * (members if each.applications is None else len(each.applications)) for each in groups
    )
    if looks > maximum:
        raise TooManyLooks(looks=looks, maximum=maximum)


def _named(groups: Sequence[Looks]) -> list[int] | None:
    """The applications that are named; None where some group means all."""
    if any(group.applications is None for group in groups):
        return None
    return sorted({id_ for group in groups for id_ in group.applications or ()})


def _require_known(policy: str, looks: Iterable[Look]) -> None:
    known = papers.of_policy(policy)
    for look in looks:
        if look.paper not in known:
            raise PaperUnknown(paper=look.paper, known=", ".join(known) or "–")
        if look.archive_number is not None and not look.has:
            raise ArchivedButLacking


KEEP = text("""
    INSERT INTO paper_check (application_id, paper, has, archive_number, act_id)
    SELECT look.application_id, look.paper, look.has,
           CASE WHEN look.has THEN coalesce(look.archive_number, CASE WHEN :many THEN (
               SELECT c.archive_number FROM paper_check c
               WHERE c.application_id = look.application_id AND c.paper = look.paper ORDER BY c.id DESC LIMIT 1) END)
           END, :act
    FROM unnest(CAST(:ids AS bigint[]), CAST(:papers AS text[]), CAST(:has AS boolean[]), CAST(:numbers AS text[]))
        WITH ORDINALITY AS look(application_id, paper, has, archive_number, nth)
    ORDER BY look.nth
""")


def _keep(tx: Session, looks: Mapping[tuple[int, str], Look], *, many: bool) -> None:
    """Looks by application and paper. One for many knows nothing of where a single paper lies: its number stays."""
    given: dict[str, object] = {
        "ids": [id_ for id_, _ in looks],
        "papers": [paper for _, paper in looks],
        "has": [look.has for look in looks.values()],
        "numbers": [look.archive_number for look in looks.values()],
    }
    tx.execute(KEEP, {**given, "many": many, "act": db.act_id(tx)})

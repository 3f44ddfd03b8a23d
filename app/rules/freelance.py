"""Policy 12: people without a labour contract. The province sets who and how much, not below a national floor."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from app.rules import freelance_conditions as of
from app.rules import freelance_people as of_people
from app.rules import ho_chi_minh_rounds, ninh_thuan_rounds
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, one_cash_regime
from app.rules.freelance_facts import FACTS
from app.rules.freelance_law import FLOOR_DAY_VND, FLOOR_VND, FURTHER, FURTHER_ROUNDS, IN_FORCE, ROUTE, UNREAD
from app.rules.freelance_lines import lines
from app.rules.law import Condition
from app.rules.policy import Policy, Value
from app.rules.rounds import Find, Law, Pack, Round, look_up_in

CODE = "freelance"
PACKS = (ninh_thuan_rounds.PACK, ho_chi_minh_rounds.PACK)
FIND = look_up_in(PACKS, UNREAD, FURTHER)

LAWS: tuple[tuple[str, str, str, Callable[[Round], Law[object]]], ...] = (
    ("decided", "Ngày của quyết định", "Day of the decision", lambda it: it.decided),
    ("level_vnd", "Mức hỗ trợ", "Level", lambda it: it.level.vnd),
    ("occupations", "Nhóm công việc", "Occupations", lambda it: it.who.occupations),
    ("other_occupations", "Còn nhóm công việc khác", "Further occupations", lambda it: it.who.other_occupations),
    (
        "with_contract",
        "Được có hợp đồng, không BHXH",
        "May have a contract, uninsured",
        lambda it: it.who.with_contract,
    ),
    ("insurance_unsaid", "Không ghi BHXH coi là không đóng", "Unsaid is uninsured", lambda it: it.who.insurance_unsaid),
    ("least_age_years", "Tuổi tối thiểu", "Least age", lambda it: it.who.least_age_years),
    ("income_below_vnd", "Thu nhập tháng dưới", "Income a month below", lambda it: it.who.income_below_vnd),
    ("workplaces", "Địa bàn làm việc", "Areas of work", lambda it: it.where.workplaces),
    ("elsewhere", "Người làm việc ở huyện khác", "Work in other districts", lambda it: it.where.elsewhere),
    ("residents", "Địa bàn cư trú", "Areas of residence", lambda it: it.where.residents),
    ("others", "Người cư trú ở huyện khác", "Other districts' residents", lambda it: it.where.others),
    ("registered", "Phải đăng ký cư trú", "Residence to be registered", lambda it: it.where.registered),
    ("first_day", "Ngày đầu của biện pháp", "First day of the measure", lambda it: it.when.first),
    ("last_day", "Ngày cuối của biện pháp", "Last day of the measure", lambda it: it.when.last),
    ("later_starts", "Ngành nghề dừng muộn hơn", "Occupations stopped later", lambda it: it.when.later_starts),
)
"""The points of a round: name, words, and where its law stands."""


def _values(pack: Pack) -> Iterator[Value]:
    for each in pack.rounds.values():
        for name, vi, en, law in LAWS:
            if law(each):
                words = f"{vi} – đợt {each.number}, {pack.name}", f"{en} – round {each.number}, {pack.name}"
                yield Value(f"{pack.prefix}round_{each.number}_{name}", *words, law(each))


def _law(*names: str) -> Law[object]:
    """What a condition shows of itself: its law in the rounds of the first province that has any."""
    for pack in PACKS:
        laws = [law(each) for each in pack.rounds.values() for name, _, _, law in LAWS if name in names]
        shown = tuple(dict.fromkeys(amendment for law in laws for amendment in law))
        if shown:
            return tuple(sorted(shown, key=lambda amendment: amendment.since))
    raise AssertionError(names)


def conditions(find: Find) -> tuple[Condition, ...]:
    """The policy's conditions, over the rounds that a look-up finds."""
    return (
        in_force_since(IN_FORCE),
        of.round_decided(find, _law("decided")),
        of.occupation(find, _law("occupations")),
        of.no_labour_contract(find),
        of.workplace(find, _law("workplaces")),
        of.stoppage(find, _law("first_day")),
        of_people.residence(find, _law("residents")),
        of_people.further(find, _law("least_age_years", "income_below_vnd")),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    )


POLICY = Policy(
    code=CODE,
    number="12",
    vi="Hỗ trợ người lao động không có giao kết hợp đồng lao động (lao động tự do)",
    en="Support of workers without a labour contract (freelance workers)",
    gives_vi="Mức do tỉnh quyết định, không thấp hơn 1.500.000 đồng/người/lần hoặc 50.000 đồng/người/ngày; "
    "Ninh Thuận: 1.500.000 đồng, một lần",
    gives_en="As the province decides, not below 1,500,000 đồng a person a time or 50,000 đồng a person a day; "
    "Ninh Thuận: 1,500,000 đồng, once",
    occasion="once",
    by_round=True,
    facts=FACTS,
    conditions=conditions(FIND),
    line_conditions=(),
    lines=lines(FIND),
    values=(
        Value("floor_vnd", "Mức sàn một người một lần", "Floor for a person a time", FLOOR_VND),
        Value("floor_day_vnd", "Mức sàn một người một ngày", "Floor for a person a day", FLOOR_DAY_VND),
        *(value for pack in PACKS for value in _values(pack)),
    ),
    route=ROUTE,
    points=(*(point for pack in PACKS for point in pack.points), FURTHER_ROUNDS),
)


def as_if_decided(drafted: Round) -> Policy:
    """The policy as it would be with one round alone, whoever asks: for a round that is only drafted."""
    return replace(POLICY, conditions=conditions(lambda *_: drafted), lines=lines(lambda *_: drafted), points=())

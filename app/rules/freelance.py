"""Policy 12: people without a labour contract. The province sets who and how much, not below a national floor."""

from functools import lru_cache

from app.rules import freelance_conditions as of
from app.rules.answering import ANSWERS_MAX, same_line
from app.rules.cross_policy import SINCE, in_force_since, not_declined, once_per_policy, one_cash_regime
from app.rules.freelance_facts import FACTS
from app.rules.law import Amendment, AmountLine, Circumstances, Citation, Condition, Facts, LawOfDay, Standing
from app.rules.ninh_thuan_rounds import FLOOR, FLOOR_VND, ROUNDS, Round, round_in_force
from app.rules.policy import Policy, Step, Value

CODE = "freelance"
IN_FORCE = (Amendment(SINCE, "in_force", FLOOR, Standing.DERIVED),)
"""Resolution 68's first day could not be confirmed; it was at the latest that of Decision 23."""


def lines(_facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """One sum a person, once."""
    return _base(circumstances.law, circumstances.province, circumstances.round)


@lru_cache(ANSWERS_MAX)
def _base(at: LawOfDay, province: str, number: int | None) -> tuple[AmountLine, ...]:
    floor = at.in_force(FLOOR_VND)
    if floor is None:
        return ()
    found = round_in_force(number, province, at.on)
    if found is None:
        return (
            AmountLine("base", floor.value, floor.citation, held=True, missing=("round",) if number is None else ()),
        )
    if found.decided.since > at.on:
        return ()
    return (same_line("base", owed_vnd(found, floor), floor.citation, exclusive=True),)


def owed_vnd(found: Round, floor: Amendment[int]) -> int:
    """What the round gives, and never less than the floor."""
    return max(found.level_vnd.value, floor.value)


ROUNDS_READ = tuple(ROUNDS.values())
MEASURES = tuple(each.workplaces for each in ROUNDS_READ)

POLICY = Policy(
    code=CODE,
    number="12",
    vi="Hỗ trợ người lao động không có giao kết hợp đồng lao động (lao động tự do)",
    en="Support of workers without a labour contract (freelance workers)",
    gives_vi="Mức do tỉnh quyết định, không thấp hơn 1.500.000 đồng/người/lần; Ninh Thuận: 1.500.000 đồng, một lần",
    gives_en="As the province decides, not below 1,500,000 đồng a person a time; Ninh Thuận: 1,500,000 đồng, once",
    occasion="once",
    by_round=True,
    facts=FACTS,
    conditions=(
        in_force_since(IN_FORCE),
        Condition("round", *of.ROUND, tuple(each.decided for each in ROUNDS_READ), of.round_decided),
        Condition("occupation", *of.OCCUPATION, tuple(each.occupations for each in ROUNDS_READ), of.occupation),
        Condition("no_labour_contract", *of.CONTRACT, of.NO_CONTRACT, of.no_labour_contract),
        Condition("workplace", *of.WORKPLACE, MEASURES, of.workplace),
        Condition("stoppage", *of.STOPPAGE, MEASURES, of.stoppage),
        Condition("residence", *of.RESIDENCE, tuple(each.residents for each in ROUNDS_READ), of.residence),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    ),
    line_conditions=(),
    lines=lines,
    values=(
        Value("floor_vnd", "Mức sàn một người một lần", "Floor for a person a time", FLOOR_VND),
        *(
            Value(
                f"round_{each.number}_level_vnd",
                f"Mức hỗ trợ đợt {each.number}, Ninh Thuận",
                f"Level of round {each.number}, Ninh Thuận",
                (each.level_vnd,),
            )
            for each in ROUNDS_READ
        ),
    ),
    route=(
        Amendment(
            SINCE,
            (
                Step("list", "commune", None, "UBND cấp xã lập danh sách", "The commune lists"),
                Step("appraise", "district", None, "UBND cấp huyện thẩm định", "The district appraises"),
                Step("decide", "district", None, "UBND cấp huyện phê duyệt", "The district decides"),
                Step("pay", "district", None, "UBND cấp huyện chi trả", "The district pays"),
            ),
            Citation("UBND tỉnh Ninh Thuận", "đợt 2, tháng 8/2021"),
        ),
    ),
)

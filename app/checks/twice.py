"""What one person has twice once two beneficiaries are linked: the link marks it, so it is listed, not searched for."""

from app.checks.check import Check, Effect

CHECKS = (
    Check(
        "entitled_twice",
        "Một người được hưởng hai lần",
        "One person entitled twice",
        "Hai hồ sơ đã được ghi nhận là một người, và người đó có hai khoản không được hưởng cùng lúc.",
        "Two beneficiaries are linked as one person, who has two entitlements that may not be had beside each other.",
        Effect.BLOCK,
        "",
        moments=frozenset(),
    ),
)

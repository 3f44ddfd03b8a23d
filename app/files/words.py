"""Amounts in words, as vouchers write them: no place is left out (`không trăm linh năm`)."""

VND_MAX = 10**15

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}  # hai mươi mốt, hai mươi tư, hai mươi lăm
GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))
BILLION = 10**9


def vnd_in_words(amount_vnd: int) -> str:
    """`2010005` is `Hai triệu không trăm mười nghìn không trăm linh năm đồng`.

    Raises ValueError outside 0 … 10^15 đồng: no voucher has it.
    """
    if not 0 <= amount_vnd <= VND_MAX:
        raise ValueError("an amount in words lies between 0 and 10^15 đồng")
    words = " ".join(_number(amount_vnd)) if amount_vnd else DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _number(value: int) -> list[str]:
    billions, rest = divmod(value, BILLION)
    words = [*_number(billions), "tỷ"] if billions else []
    for unit, name in GROUPS:
        group, rest = divmod(rest, unit)
        if group:
            words += _group(group, whole=bool(words))
            words += [name] if name else []
    return words


def _group(value: int, *, whole: bool) -> list[str]:
    """Up to three digits; `whole` where something stands before it, so that no place may be left out."""
    hundreds, rest = divmod(value, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or whole else []
    tens, ones = divmod(rest, 10)
    if tens > 1:
        words += [DIGITS[tens], "mươi"]
    elif tens:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return words


def _ones(tens: int, ones: int) -> str:
    if tens > 1:
        return AFTER_TENS.get(ones, DIGITS[ones])
    return "lăm" if tens and ones == 5 else DIGITS[ones]  # noqa: PLR2004 – mười lăm

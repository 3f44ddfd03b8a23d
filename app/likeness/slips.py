"""One wrong key: a digit for another, or two neighbours in the wrong order."""


def is_slip(one: str, other: str) -> bool:
    """Whether two numbers of one length differ by one digit, or by two neighbours that changed places."""
    if len(one) != len(other):
        return False
    wrong = [nth for nth, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2  # noqa: PLR2004 – two that changed places
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] == other[wrong[1]]
        and one[wrong[1]] == other[wrong[0]]
    )

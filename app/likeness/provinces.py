"""Where identity numbers were given: the first digits of a CMND beside the first three of a CCCD.

CCCD: Circular 07/2016/TT-BCA, annex 1 (the province of birth registration). CMND of nine digits: the first two tell
the province, or the few that share them, that issued it. Somebody may have moved between the two: a hint, no proof.
"""

CMND = {
    "01": "001", "02": "079", "03": "031", "04": "011 012", "05": "014", "06": "010 015", "07": "002 008",
    "08": "004 020", "09": "006 019", "10": "022", "11": "001 017", "12": "024 027", "13": "025 026", "14": "030 033",
    "15": "034", "16": "035 036 037", "17": "038", "18": "040 042", "19": "044 045 046", "20": "048 049",
    "21": "051 052", "22": "054 056", "23": "062 064", "24": "066 067", "25": "068", "26": "058 060", "27": "075 077",
    "28": "070 074", "29": "072", "30": "080", "31": "082", "32": "083", "33": "084 086", "34": "087", "35": "089",
    "36": "092 093 094", "37": "091", "38": "095 096",
}  # fmt: skip


def agree(old_identity: str, citizen_id: str) -> bool | None:
    """Whether a CMND and a CCCD are of one province; None where the CMND's digits are nobody's."""
    codes = CMND.get(old_identity[:2])
    return None if codes is None else citizen_id[:3] in codes.split()

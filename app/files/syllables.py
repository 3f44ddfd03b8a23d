"""Which syllables Vietnamese has: by these a text in an old font is told from a name of another people."""

import re
import unicodedata
from functools import lru_cache


def words(line: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(line.split())


_ONSETS = words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x") | {""}
_RIMES = words(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
    "ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang "
    "oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt "
    "ơ ơi ơm ơn ơp ơt u ua uâc uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy "
    "uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng "
    "yêt yêu"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED = re.compile("(?:c|ch|p|t)$")  # such a syllable has one of two tones
_OF_STOPPED = ("\u0301", "\u0323")
_LETTERS = re.compile("[a-zăâđêôơư]+")


@lru_cache(maxsize=65_536)
def is_vietnamese(word: str) -> bool:
    """Whether a word is a syllable that Vietnamese may have, in whatever case."""
    apart = unicodedata.normalize("NFD", word.casefold())
    tones = _TONES.findall(apart)
    plain = unicodedata.normalize("NFC", _TONES.sub("", apart))
    if len(tones) > 1 or not _LETTERS.fullmatch(plain):
        return False
    if _STOPPED.search(plain) and tones not in ([_OF_STOPPED[0]], [_OF_STOPPED[1]]):
        return False
    return any(plain.startswith(onset) and _ends(onset, plain[len(onset) :]) for onset in _ONSETS)


def _ends(onset: str, rime: str) -> bool:
    """Whether the rest behind an onset is a rime; the glide of `qu` and the vowel of `gi` belong to both."""
    if onset == "qu":
        return rime in _RIMES or f"u{rime}" in _RIMES
    return rime in _RIMES or (onset == "gi" and f"i{rime}" in _RIMES)

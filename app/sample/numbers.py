"""Numbers of the right structure that belong to nobody: each is drawn once and never again.

Structure after Circular 07/2016/TT-BCA art. 7 (CCCD), Decision 595/QĐ-BHXH art. 2 (BHXH) and the published
check digit of the tax code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

HOME_PROVINCE = "058"
OTHER_PROVINCES = ("056", "060", "068", "052", "054", "051", "079", "001", "038", "040")
CMND_HOME = "264"
CMND_OTHERS = ("225", "250", "260", "215", "221", "212", "023", "011", "171", "186")
PHONE_PREFIXES = (
    "032", "033", "034", "035", "036", "037", "038", "039", "070", "076", "077", "078", "079", "081",
    "082", "083", "084", "085", "086", "088", "089", "090", "091", "093", "094", "096", "097", "098",
)  # fmt: skip
TAX_PREFIX = "4500"
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@dataclass(frozen=True, slots=True)
class BankShape:
    """A bank in the sample: its BIN, how lists spell it, the share of people in it, its accounts' shape."""

    bin: str
    name: str
    share: int
    prefixes: tuple[str, ...]
    length: int


BANKS = (
    BankShape("970405", "Agribank", 46, ("4901205", "4902205", "4903205", "4905215"), 13),
    BankShape("970418", "BIDV", 15, ("61510000", "61610000"), 14),
    BankShape("970436", "Vietcombank", 14, ("0811000", "1014", "1023"), 13),
    BankShape("970415", "VietinBank", 12, ("10187", "10587"), 12),
    BankShape("970403", "Sacombank", 6, ("05012", "06014"), 12),
    BankShape("970449", "LPBank", 3, ("0082", "3001"), 12),
    BankShape("970422", "MBBank", 2, ("0801", "9704"), 13),
    BankShape("970432", "VPBank", 1, ("15", "21"), 9),
    BankShape("970416", "ACB", 1, ("1287", "2204"), 9),
)


@dataclass(slots=True)
class Numbers:
    """Draws numbers, each once."""

    rng: Random
    taken: set[str] = field(default_factory=set)

    def citizen_id(self, year: int, sex: str) -> str:
        """A CCCD whose third part tells century and sex, then the year's two digits."""
        century_sex = 2 * (year // 100 - 19) + (sex == "female")
        province = HOME_PROVINCE if self.rng.random() < 0.91 else self.rng.choice(OTHER_PROVINCES)
        return self._once(lambda: f"{province}{century_sex}{year % 100:02d}{self.rng.randrange(1, 1_000_000):06d}")

    def old_identity(self) -> str:
        """A CMND of nine digits; a few from provinces whose numbers begin with 0."""
        prefix = CMND_HOME if self.rng.random() < 0.9 else self.rng.choice(CMND_OTHERS)
        return self._once(lambda: f"{prefix}{self.rng.randrange(1_000_000):06d}")

    def insurance_number(self) -> str:
        """Two digits of the province, two of a year, six of a serial."""
        return self._once(lambda: f"58{self.rng.randrange(0, 22):02d}{self.rng.randrange(1_000_000):06d}")

    def phone(self) -> str:
        """A mobile number of ten digits."""
        return self._once(lambda: f"{self.rng.choice(PHONE_PREFIXES)}{self.rng.randrange(10_000_000):07d}")

    def account(self, bank: BankShape) -> str:
        """An account of the bank's shape."""
        prefix = self.rng.choice(bank.prefixes)
        digits = bank.length - len(prefix)
        number = self._once(lambda: f"{bank.bin}/{prefix}{self.rng.randrange(10**digits):0{digits}d}")
        return number.partition("/")[2]

    def bank(self) -> BankShape:
        """A bank, by its share."""
        return self.rng.choices(BANKS, BANK_SHARES)[0]

    def tax_code(self) -> str:
        """Ten digits with the check digit; a serial whose check would be 10 is passed over."""
        while True:
            code = with_check_digit(f"{TAX_PREFIX}{self.rng.randrange(1, 100_000):05d}")
            if code is not None and code not in self.taken:
                self.taken.add(code)
                return code

    def business_number(self) -> str:
        """The number of a household's registration: the district's letter and digit, then six."""
        return self._once(lambda: f"43{self.rng.choice('ABCDEG')}8{self.rng.randrange(1_000_000):06d}")

    def card_number(self) -> str:
        """The number of a tour guide's card."""
        return self._once(lambda: f"1{self.rng.randrange(100_000_000):08d}")

    def certificate(self, year: int) -> str:
        """The number of a birth certificate of a year, with the commune's own before it."""
        return self._once(lambda: f"{self.rng.randrange(1, 66):02d}-{self.rng.randrange(1, 1000):03d}/{year}")

    def _once(self, draw: Callable[[], str]) -> str:
        while (number := draw()) in self.taken:
            pass
        self.taken.add(number)
        return number


BANK_SHARES = tuple(bank.share for bank in BANKS)


def with_check_digit(nine: str) -> str | None:
    """The tax code of nine digits, or None where its check digit would be 10."""
    check = 10 - sum(int(digit) * weight for digit, weight in zip(nine, TAX_WEIGHTS, strict=True)) % 11
    return None if check == 10 else f"{nine}{check}"

"""What our printed forms have in common: national heading, titles, totals, signatures, page head."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.files.words import vnd_in_words
from app.files.xlsx_out import Cell, Sheet
from app.files.xlsx_styles import Style

PAGE_TEXT_MAX = 80  # of each third: a spreadsheet takes 255 in all, and & begins a code
SIGNING_ROWS = 3
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


SIGN_AS = {"maker": "Kế toán lập", "chief_accountant": "Kế toán trưởng", "account_holder": "Chủ tài khoản"}
"""The three who sign a payment paper, in their order."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a paper: as what, with which title; `paper` is the authorisation of whoever signs for another."""

    role: str
    name: str
    title: str
    paper: str | None = None

    @property
    def capacity(self) -> str:
        """In what capacity the name stands there."""
        return f"TUQ. {self.title} (theo {self.paper})" if self.paper else self.title


@dataclass(slots=True)
class PrintedSheet(Sheet):
    """A sheet for paper: A4 landscape, its titles on every page."""

    def add_heading(self, sender: str, *titles: str) -> None:
        """Who sends it beside the nation's name and motto, then the titles."""
        self.add_halves(sender, NATION[0])
        self.add_halves("", NATION[1])
        for title in titles:
            self.add_merged(title, Style.TITLE)

    def add_halves(self, left: str, right: str) -> None:
        """One more row with a text across each half."""
        half, last = len(self.widths) // 2, len(self.widths) - 1
        number = self.add((left, *(None,) * (half - 1), right), (Style.TITLE,) * (half + 1))
        self.merge(number, 0, half - 1)
        self.merge(number, half, last)

    def add_titles(self, titles: Sequence[str]) -> int:
        """The row of the columns' titles, repeated on every page; its number."""
        self.title_row = self.add(titles, (Style.COLUMN,) * len(titles))
        return self.title_row

    def add_total(self, text: str, column: int, total: int) -> None:
        """A row with a text and the sum of a column (from 0)."""
        number = self.add((text, *(None,) * (column - 1), total), (*(Style.COLUMN,) * column, Style.TOTAL))
        self.merge(number, 0, column - 1)

    def add_words(self, amount_vnd: int) -> None:
        """A row with a sum in words."""
        self.add_merged(f"Bằng chữ: {vnd_in_words(amount_vnd)}", Style.BOLD)

    def add_signatures(self, titles: Sequence[str]) -> None:
        """Who signs, side by side, under a line for place and day."""
        self.add((), ())
        self.add_halves("", "……………, ngày …… tháng …… năm ………")
        self._add_beside(titles)

    def add_signers(self, signers: Sequence[Signer]) -> None:
        """The same with names: under each there is room to sign."""
        self.add_signatures([one.role for one in signers])
        self._add_beside([one.capacity for one in signers])
        for _ in range(SIGNING_ROWS):
            self.add((), ())
        self._add_beside([one.name for one in signers])

    def _add_beside(self, texts: Sequence[str]) -> None:
        width = len(self.widths) // len(texts)
        cells: list[Cell] = [cell for text in texts for cell in (text, *(None,) * (width - 1))]
        number = self.add(cells, (Style.TITLE,) * len(cells))
        for start in range(0, len(cells), width):
            self.merge(number, start, start + width - 1)

    def page(self, left: str, centre: str, right: str) -> None:
        """What stands at the head of every printed page; at its foot is the page's number."""
        texts = (f"&{side}{text.replace('&', '&&')}" for side, text in zip("LCR", (left, centre, right), strict=True))
        self.header, self.footer = "".join(texts)[:PAGE_TEXT_MAX], "&CTrang &P/&N"


def thousands(amount_vnd: int) -> str:
    """`1500000` as `1.500.000`."""
    return f"{amount_vnd:,}".replace(",", ".")


def masked(number: str) -> str:
    """An identity number of which the last four digits are shown."""
    return "*" * max(len(number) - 4, 0) + number[-4:]

"""How cells look in the workbooks that we send out: few styles, in a font with every Vietnamese letter."""

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Style:
    """How a cell looks: the index into cellXfs. Plain numbers, since an enumeration's members hash slowly."""

    PLAIN, TEXT, WORDS, MONEY, DAY, TITLE, BOLD, COLUMN, TOTAL, INPUT, INPUT_DAY, NUMBER = range(12)


_THIN = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_CENTRE = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_WRAP = '<alignment vertical="center" wrapText="1"/>'
# font, fill, border, number format, alignment; 49 is text, 3 thousands, 164 a Vietnamese day
_LOOKS = {
    Style.PLAIN: (0, 0, 0, 0, ""),
    Style.TEXT: (0, 0, 1, 49, '<alignment vertical="center"/>'),
    Style.WORDS: (0, 0, 1, 49, _WRAP),
    Style.MONEY: (0, 0, 1, 3, '<alignment vertical="center"/>'),
    Style.DAY: (0, 0, 1, 164, '<alignment vertical="center"/>'),
    Style.TITLE: (1, 0, 0, 0, _CENTRE),
    Style.BOLD: (1, 0, 0, 0, ""),
    Style.COLUMN: (1, 2, 1, 49, _CENTRE),
    Style.TOTAL: (1, 0, 1, 3, '<alignment vertical="center"/>'),
    Style.INPUT: (0, 3, 1, 49, _WRAP),
    Style.INPUT_DAY: (0, 3, 1, 164, _WRAP),
    Style.NUMBER: (0, 0, 1, 1, '<alignment horizontal="center" vertical="center"/>'),
}
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    + "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{rgb}"/></patternFill></fill>'
        for rgb in ("FFE7EEF5", "FFFFFBE6")
    )
    + f'</fills><borders count="2"><border/><border>{_THIN}</border></borders>'
    f'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(_LOOKS)}">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
        f' applyAlignment="1">{alignment}</xf>'
        for font, fill, border, number, alignment in _LOOKS.values()
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

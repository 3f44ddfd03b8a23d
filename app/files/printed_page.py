"""Pages for paper as PDF: a template of ours, filled with data. The same data gives the same bytes.

What is filled in reaches the template as JSON through `sys.inputs` and is shown as text: nothing that somebody
wrote can become markup, read a file or fetch a package.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import orjson
import typst

MEDIA_TYPE = "application/pdf"
PAGES = Path(__file__).parent / "pages"
CREATED_AT = 1_609_459_200  # 2021-01-01: when a page was printed is nothing that its data says


def pdf(template: str, data: Mapping[str, object]) -> bytes:
    """`pages/<template>.typ` filled with data; the template reads it as `data` of `page.typ`.

    Days in the data are ISO texts there; a day as it is printed is the caller's words.
    """
    return typst.compile(
        PAGES / f"{template}.typ",
        root=PAGES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": orjson.dumps(data).decode()},
        timestamp=CREATED_AT,
    )


@lru_cache
def _fonts() -> typst.Fonts:
    """Those inside the package, whatever the machine has: Libertinus Serif has every Vietnamese letter."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)

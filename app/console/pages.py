"""Templates and how they become pages. Whatever comes from a person is escaped."""

from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app import rules
from app.access import Actor
from app.console import static_files, words

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {"number": words.number, "money": words.money, "day": words.day, "instant": words.instant}
TEMPLATES.globals |= {
    "static": static_files.address,
    "policies": rules.POLICIES,
    "role_words": words.ROLES,
    "count_words": words.COUNTS,
    "application_words": words.APPLICATION_STATES,
    "row_words": words.ROW_STATES,
    "difference_words": words.DIFFERENCES,
}


def page(name: str, actor: Actor | None, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page for somebody, or for nobody known."""
    return HTMLResponse(TEMPLATES.get_template(name).render(actor=actor, **values), status)

"""Forms of the pages: what their fields mean, and acts that read key and dry run from fields."""

from typing import Annotated, Literal

from fastapi import Request
from pydantic import Field
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from app import intake
from app.routers.door import ActRoute, Terms
from app.routers.shapes import Day, Shape
from app.routers.uploads import FormMalformed, SourceFont
from app.settings import settings

FIELDS_MAX = 20


class FormRoute(ActRoute):
    """An act asked for by a form: its key was made when the page was, so that the same form sent twice acts once."""

    async def terms(self, request: Request) -> Terms:
        """The hidden key and the box for a dry run. Raises FormMalformed."""
        form = await _read(request)
        typed = {name: value for name, value in form.items() if isinstance(value, str)}
        request.state.typed = typed  # for the page again, if the act is refused
        return Terms(typed.get("dry_run") == "true", typed.get("key"))


async def _read(request: Request) -> FormData:
    await request.body()  # kept by the request: the act's fingerprint is over these bytes
    try:
        return await request.form(max_files=settings().zip_members_max, max_fields=FIELDS_MAX)
    except (HTTPException, ValueError, KeyError) as error:
        raise FormMalformed from error


class SentForm(Shape):
    """What every form with a list says beside the file."""

    received_on: Day
    source_font: SourceFont | None = None
    dry_run: Literal["true"] | None = None

    @property
    def rehearsed(self) -> bool:
        """Whether nothing is kept."""
        return self.dry_run is not None


class ListForm(SentForm):
    """The form that a new list comes with; what is left empty, the list itself says."""

    policy: Annotated[str, Field(max_length=40)]
    round: Annotated[int | None, Field(ge=1, le=99)] = None
    unit: Annotated[str | None, Field(max_length=10)] = None

    def order(self) -> intake.Order:
        """The same as the API's query."""
        return intake.Order(self.policy, self.received_on, settings().today(), self.round, self.unit)


class MendingForm(SentForm):
    """The form that a mended list comes with."""

    extent: Literal["whole", "rows"] = "rows"

    def dates(self) -> intake.Dates:
        """The same as the API's query."""
        return intake.Dates(self.received_on, settings().today())

"""What pages link to: forms, marked lists, and the pages' own style and script."""

from typing import Annotated

from fastapi import APIRouter, Response

from app import list_standing
from app.access import Action, Actor
from app.console import static_files
from app.files import xlsx_out
from app.routers import policies
from app.routers.door import ReadTx, may
from app.routers.problems import NoSuchPath
from app.routers.shapes import PathId

router = APIRouter(prefix="/console", include_in_schema=False)
KEPT_BY_BROWSERS = "public, max-age=31536000, immutable"


@router.get("/static/{name}")
def static_file(name: str) -> Response:
    """The style or the script: the only files that anybody may read."""
    found = static_files.FILES.get(name)
    if found is None:
        raise NoSuchPath
    return Response(found.data, media_type=found.media_type, headers={"Cache-Control": KEPT_BY_BROWSERS})


@router.get("/policies/{code}/template.xlsx")
def template(code: str, actor: Annotated[Actor, may(Action.READ_LAW)]) -> Response:
    """The form of a policy, empty."""
    return policies.template_file(code, actor)


@router.get("/lists/{list_id}/faults.xlsx")
def marked(tx: ReadTx, actor: Annotated[Actor, may(Action.SUBMIT_LIST)], list_id: PathId) -> Response:
    """The newest form with faults, with a column of what to mend."""
    data = list_standing.marked(tx, actor, list_id, None)
    return policies.download(data, f"can-sua-{list_id}.xlsx", xlsx_out.MEDIA_TYPE)

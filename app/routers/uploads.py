"""Files as they come in a request: fields of a multipart form, or the body itself under its media type."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from app.errors import BadRequest
from app.files import xlsx_out
from app.files.declared import declared, with_source_font
from app.files.sent_file import SentFile
from app.settings import settings


class NoFile(BadRequest):
    """Yêu cầu không có tệp nào: gửi trường "file" (multipart) hoặc gửi thẳng nội dung tệp.
    The request holds no file: send a multipart field "file", or the file's bytes as the body.
    """


class FormMalformed(BadRequest):
    """Biểu mẫu multipart sai cấu trúc hoặc có quá nhiều phần.
    The multipart form is malformed or has too many parts.
    """


async def sent_files(request: Request) -> tuple[SentFile, ...]:
    """The files of the request, in their order. Raises NoFile, FormMalformed."""
    media_type = request.headers.get("content-type", "")
    if declared(media_type).kind == "multipart/form-data":
        return await _fields(request)
    data = await request.body()
    if not data:
        raise NoFile
    return (SentFile("", media_type, data),)


async def _fields(request: Request) -> tuple[SentFile, ...]:
    try:
        form = await request.form(max_files=settings().zip_members_max, max_fields=20)
    except (HTTPException, MultiPartException, ValueError, KeyError) as error:
        raise FormMalformed from error
    found = [
        SentFile(_shown(each.filename), each.content_type or "", await each.read())
        for each in form.getlist("file")
        if isinstance(each, UploadFile)
    ]
    if not found or not all(each.data for each in found):
        raise NoFile
    return tuple(found)


def _shown(name: str | None) -> str:
    plain = "".join(letter for letter in name or "" if letter.isprintable())
    return plain.replace("\\", "/").rpartition("/")[2][:120]


SentFiles = Annotated[tuple[SentFile, ...], Depends(sent_files)]


SourceFont = Literal["TCVN3", "VNI", "UNICODE"]


def list_files(
    files: SentFiles,
    source_font: Annotated[
        SourceFont | None,
        Query(description="the old font that the texts are written for: they are converted; UNICODE: they are not"),
    ] = None,
) -> tuple[SentFile, ...]:
    """The lists of the request, as they were declared."""
    return in_font(files, source_font)


def in_font(files: tuple[SentFile, ...], font: SourceFont | None) -> tuple[SentFile, ...]:
    """Files with the font that somebody says they are written for."""
    if font is None:
        return files
    return tuple(replace(each, media_type=with_source_font(each.media_type, font)) for each in files)


ListFiles = Annotated[tuple[SentFile, ...], Depends(list_files)]


def takes(*media_types: str, json_schema: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the API page says of a body that a route reads by itself."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    file = {"type": "array", "items": {"type": "string", "format": "binary"}}
    form = {"schema": {"type": "object", "required": ["file"], "properties": {"file": file}}}
    content: dict[str, Any] = {"multipart/form-data": form, **dict.fromkeys(media_types, binary)}
    if json_schema:
        content["application/json"] = {"schema": json_schema}
    return {"requestBody": {"required": True, "content": content}}


TAKES_TABLE = takes(xlsx_out.MEDIA_TYPE, "text/csv", json_schema={"type": "object"})
"""A workbook, a table as text, or the same as JSON."""

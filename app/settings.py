"""Every limit and every choice of a deployment, read once from the environment (CHITRA_…, DATABASE_URL)."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import quote

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

# Viet Nam has had no summer time since 1979: a fixed offset needs no time zone data on the machine.
VIET_NAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
MIB = 1024 * 1024


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="CHITRA_",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    env: Literal["development", "production"] = "development"
    # A real server; None means the embedded one, never in production.
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL", repr=False)
    # Holds the password of database_url, which then stands in no environment.
    database_password_file: Path | None = None
    data_dir: Path = Path("var")
    key_dir: Path = Path("var/keys")
    master_key_file: Path | None = None  # wraps the keys of key_dir; kept elsewhere than they are
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    workers: int = Field(default=1, ge=1, le=64)  # processes of the service; each takes a core for its Python
    province_code: str = "58"
    # The injectable clock: the day that the service takes for today; None means the calendar's.
    fixed_today: date | None = Field(default=None, validation_alias="CHITRA_TODAY")

    json_body_max: int = MIB  # bytes of a JSON request body
    body_patience_seconds: float = 20.0  # for the beginning of a body, beside the time that its bytes get
    body_rate_min: int = 4_096  # bytes a second; who sends fewer is not waited for
    list_upload_max: int = 20 * MIB  # bytes of one upload of beneficiary lists
    bank_answer_max: int = 100 * MIB  # bytes of one bank answer
    rows_max: int = 200_000  # rows of one beneficiary list
    sheet_cells_max: int = 8_000_000  # cells of one sheet, empty ones between used ones included
    unzipped_max: int = 400 * MIB  # bytes of one archive or spreadsheet, unpacked
    zip_members_max: int = 1_000  # files in one archive
    form_parts_max: int = 20_000  # parts of a form of ours that comes back: a sheet for each commune or employer
    parse_seconds_max: int = 20  # seconds of processor time to read one file
    parse_memory_max: int = 512 * MIB  # bytes of memory to read one file
    pool_size: int = 40  # database connections of one process, as many as it has threads
    transactions_max: int = 32  # requests with a transaction open: fewer than connections, so that each ends
    slot_patience_seconds: float = 30  # how long a request waits to be one of them
    statement_timeout_ms: int = 120_000  # milliseconds of one statement of a request
    bank_lines_max: int = 1_000  # payment instructions in one bank file
    printed_rows_max: int = 3_000  # people in one PDF: a page is laid out in memory
    unmasking_hours: int = Field(default=8, ge=1, le=72)  # how long one reason lets somebody read a person whole
    unmaskings_per_hour: int = Field(default=60, ge=1)  # people whom one natural person may see whole in an hour
    likeness_strong: int = Field(default=68, ge=1, le=100)  # the score from which a likely match holds an application
    likeness_weak: int = Field(default=60, ge=1, le=100)  # the score from which a likely match is shown
    likeness_block_max: int = 200  # people with one key of likeness: of more, only those of one commune and birth
    contact_shared_max: int = 10  # people with one phone or account: of more, it says nothing of who they are
    never_paid_years: int = Field(default=2, ge=1)  # data of whoever was never paid; a lawyer has to confirm it
    register_days: int = Field(default=365, ge=90)  # a register after a newer one took its place; a lawyer confirms it
    request_body_days: int = Field(default=90, ge=90)  # the kept answer to a request with effect
    numbers_compared_max: int = Field(default=100_000, ge=1)  # numbers of one comparison with who is on record
    comparisons_per_hour: int = Field(default=60, ge=1)  # of one natural person, in one process of the service
    overlap_lists_max: int = Field(default=50, ge=2)  # lists compared with each other in one request
    overlap_rows_shown: int = Field(default=200, ge=1)  # rows shown of two lists that overlap; all are counted
    letter_rows_max: int = 1_000  # people in one written refusal; a list with more gets several

    @model_validator(mode="before")
    @classmethod
    def _complete_url(cls, given: dict[str, object]) -> dict[str, object]:
        """Name the driver, and take the password from its file."""
        for name in ("DATABASE_URL", "database_url"):
            url = given.get(name)
            if isinstance(url, str):
                file = given.get("database_password_file")
                given = {**given, name: _with_password(_with_driver(url), file)}
        return given

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if not 0 < self.transactions_max < self.pool_size:
            raise ValueError("transactions_max: fewer than pool_size, or requests could wait for each other for ever")
        if self.env == "production" and self.database_url is None:
            raise ValueError("production: DATABASE_URL is missing; the embedded server is for trying out")
        if self.env == "production" and self.fixed_today is not None:
            raise ValueError("production: CHITRA_TODAY is for trying out; payments are dated by the calendar")
        return self

    def today(self) -> date:
        """The law's date by default: the fixed day, or today's date in Viet Nam."""
        return self.fixed_today or datetime.now(VIET_NAM).date()

    def now(self) -> datetime:
        """The instant; it is always the true one, also where today is fixed."""
        return datetime.now(UTC)


def _with_driver(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if scheme in {"postgres", "postgresql"}:
        scheme = "postgresql+psycopg"
    return scheme + separator + rest


def _with_password(url: str, file: object) -> str:
    if not file:
        return url
    password = quote(Path(str(file)).read_text("utf-8").strip(), safe="")
    scheme, separator, rest = url.partition("://")
    user, at, place = rest.rpartition("@")
    return f"{scheme}{separator}{user.partition(':')[0]}:{password}{at}{place}"


@lru_cache
def settings() -> Settings:
    """The one Settings of this process."""
    return Settings()

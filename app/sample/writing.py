"""The sample on disk: lists as files with an index, the truth beside them; or the lists as a few archives."""

import csv
from collections.abc import Iterator
from pathlib import Path

from app.sample import forms
from app.sample.case import Sample, SampleList
from app.sample.cases import CASES, SEED, generate
from app.sample.sheet import archive
from app.sample.truth import write_truth

INDEX_COLUMNS = (
    "file", "policy", "round", "unit_code", "district_code", "sent_by", "received_on", "wave", "media_type", "rows",
    "first_row",
)  # fmt: skip
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "zip": "application/zip",
}


def write_sample(directory: Path, cases: int = CASES, seed: int = SEED) -> Sample:
    """Generate, and write `lists/`, `lists/index.csv` and `truth/` into a directory. The same seed, the same bytes."""
    sample = generate(cases, seed)
    folder = directory / "lists"
    folder.mkdir(parents=True, exist_ok=True)
    written, files = [], {}
    for made, name, data in printed(sample):
        (folder / name).write_bytes(data)
        written.append(made)
        files[made.name] = name
    sample = Sample(sample.seed, tuple(written), sample.prior_supports)
    _write_index(folder / "index.csv", sample, files)
    write_truth(sample, files, directory / "truth")
    return sample


def printed(sample: Sample) -> Iterator[tuple[SampleList, str, bytes]]:
    """Every list as a file, in upload order."""
    for made in sample.lists:
        yield forms.write(made, sample.seed)


def archives(sample: Sample) -> dict[tuple[str, int | None], bytes]:
    """The same lists as one ZIP for each policy and round: what travels beside a file is one for each."""
    files: dict[tuple[str, int | None], list[tuple[str, bytes]]] = {}
    for made, name, data in printed(sample):
        files.setdefault((made.policy, made.round), []).append((name, data))
    return {which: archive(iter(some)) for which, some in files.items()}


def _write_index(path: Path, sample: Sample, files: dict[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(INDEX_COLUMNS)
        for made in sample.lists:
            file = files[made.name]
            media_type = MEDIA_TYPES[file.rpartition(".")[2]]
            writer.writerow((
                file, made.policy, made.round or "", made.unit_code, made.district_code, made.sent_by,
                made.received_on.isoformat(), made.wave, media_type, len(made.rows), made.first_row,
            ))  # fmt: skip

"""One hostile file, read as the service reads it, in a process that has done nothing before: what it takes."""

import json
import re
import resource
import sys
import time
from pathlib import Path

from app.files import spreadsheet
from app.files.lists import read
from tests.bad_input.form import FORM, LIMITS

KIB_A_MIB = 1024
_PEAK = re.compile(r"VmHWM:\s+([0-9]+) kB")


def measured(path: str) -> dict[str, object]:
    """Codes, rows, seconds, and the peaks of the reader's process and of this one in MiB."""
    spreadsheet._idle.append(spreadsheet.Reader())  # noqa: SLF001 – started while this process is small
    data = Path(path).read_bytes()
    began = time.perf_counter()
    found = read(data, "", FORM, LIMITS)
    seconds = time.perf_counter() - began
    spreadsheet._end_all()  # noqa: SLF001 – what it took is known when it is gone
    reader = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = _PEAK.search(Path("/proc/self/status").read_text("ascii"))
    return {
        "codes": sorted({each.code for each in found.whole_faults}),
        "rows": len(found.rows),
        "seconds": round(seconds, 2),
        "reader_seconds": round(reader.ru_utime + reader.ru_stime, 2),
        "reader_mib": reader.ru_maxrss // KIB_A_MIB,
        "service_mib": int(own[1]) // KIB_A_MIB if own else 0,
    }


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1])))

"""How sharp the harness is: every seeded bug is put in and must be found, and without it nothing may be."""

import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.faults import checking, crew, scenes
from benchmarks.faults.bugs import BUGS
from benchmarks.faults.cluster import Cluster
from benchmarks.faults.world import world

CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Found:
    """What a short run with a bug showed."""

    bug: str
    says: str
    findings: list[str]
    seconds: float

    @property
    def found(self) -> bool:
        """Whether anything was seen."""
        return bool(self.findings)


def seek(cluster: Cluster, names: Iterable[str], seed: int) -> list[Found]:
    """Each bug in turn, on a database and in a service of its own."""
    return [_one(cluster, name, seed) for name in names]


def clean(cluster: Cluster, names: Iterable[str], seed: int) -> list[str]:
    """The same short runs without any bug; what was found, which must be nothing."""
    with world(cluster, CLEAN, seed, workers=1) as here:
        for scene in dict.fromkeys(scenes.SCENES[name] for name in names):
            scenes.play(here, scene)
        crew.drain(here)
        return checking.check(here).all


def _one(cluster: Cluster, name: str, seed: int) -> Found:
    began, bug = time.monotonic(), BUGS[name]
    with world(cluster, "bug", seed, bug=name, ddl=bug.ddl, workers=1) as here:
        scenes.play(here, scenes.SCENES[name])
        findings = checking.noted(here)
        if not findings:  # nobody stumbled on it: then the checkers must see it
            crew.drain(here)
            findings = checking.check(here).all
    found = Found(name, bug.says, findings, round(time.monotonic() - began, 1))
    print(f"seeded bug {'found' if found.found else 'MISSED'}: {name}, {found.seconds} s", file=sys.stderr, flush=True)
    return found


def told(found: Iterable[Found], clean_findings: list[str]) -> Mapping[str, object]:
    """For the report."""
    several = list(found)
    return {
        "seeded": len(several),
        "found": sum(each.found for each in several),
        "bugs": {
            each.bug: {"says": each.says, "found": each.found, "by": each.findings[:5], "seconds": each.seconds}
            for each in several
        },
        "found_without_a_bug": clean_findings,
    }

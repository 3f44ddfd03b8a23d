"""`python -m benchmarks bench [--cases N] | proof PART --seed S`."""

import argparse
import sys

from app.cli.database import InUse
from app.cli.demo.plan import Failed
from benchmarks import bench, proof


def main() -> int:
    """Run what is asked for; 0 done, 1 not reached or not built, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    commands = parser.add_subparsers(dest="command", required=True)
    for_bench = commands.add_parser("bench", help="the province, stage by stage")
    for_bench.add_argument("--cases", type=int, default=bench.CASES)
    for_bench.add_argument("--seed", type=int, default=bench.SEED)
    for_bench.add_argument("--only", choices=sorted(bench.MEASURES), action="append")
    for_proof = commands.add_parser("proof", help="tests and harnesses at full size")
    for_proof.add_argument("part", nargs="?", default="all")
    for_proof.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.command == "bench":
        try:
            return bench.run(asked.cases, asked.seed, asked.only or list(bench.MEASURES))
        except (Failed, InUse) as refusal:
            print(refusal, file=sys.stderr)
            return 1
    return proof.run(asked.part, asked.seed)


sys.exit(main())

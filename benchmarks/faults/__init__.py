"""The fault harness: clients at work on real processes, real faults, and checkers that nothing was lost or doubled.

`proof.py` runs it all; `world.py` is what stands while it runs (PostgreSQL, service, wires between them, people).
"""

"""`python -m app.cli …` is `chitra …`."""

from app.cli import main

main()

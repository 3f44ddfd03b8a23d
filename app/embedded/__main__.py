"""`python -m app.embedded remove FOLDER…`: stop the servers of these folders and delete their data."""

import sys
from pathlib import Path

from app.embedded import EmbeddedRefused, remove

match sys.argv[1:]:
    case ["remove", *folders]:
        try:
            for folder in folders:
                remove(Path(folder))
        except EmbeddedRefused as refused:
            sys.exit(str(refused))
    case _:
        sys.exit(__doc__)

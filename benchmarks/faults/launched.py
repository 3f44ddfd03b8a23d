"""The service as the harness launches it: `app.main`, with one seeded bug where the harness names one.

No part of the service can switch a bug on; only this module, which no package of the service holds, puts it there.
"""

import os

from app.main import app
from benchmarks.faults import bugs

bugs.put_in(os.environ.get("FAULTS_BUG", ""))

__all__ = ["app"]

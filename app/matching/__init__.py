"""Who an act's rows are likely to be though no document says so: candidates by SQL, scores by `app.likeness`.

Nothing here grows with the rows but the size of a few statements: the same ones for three rows and for 100,000.
"""

from app.matching.finding import Match, find
from app.matching.keeping import keep, keep_with_others, settle

__all__ = ["Match", "find", "keep", "keep_with_others", "settle"]

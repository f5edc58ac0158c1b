"""Replays the trail of every case beside its rows: each says what the other says, or it is named.

No state changes without its event and no event without its change (lifecycles I15); nobody
decided alone, and what was carried out is what was approved (I17, I18); each step was done in a
role that the tables name, the system's on time or in answer to another (I21): as told by the trail.
"""

from lifecycle.replay.cases import differences
from lifecycle.replay.difference import Difference

__all__ = ["Difference", "differences"]

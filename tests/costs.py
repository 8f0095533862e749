"""How often a page may ask the database, whatever the number of rows."""

from __future__ import annotations

#: Fifteen is the goal. The rail tells on every page how much waits for somebody, and asks each room
#: for it, once or twice; the workbench shows four such lists. With rooms for schemes, papers and
#: appraisals most pages ask 15 to 21 times, the workbench 24. Keeping what the rooms have said for
#: as long as the log has not grown would bring all of them below the goal.
MOST_QUERIES = 25

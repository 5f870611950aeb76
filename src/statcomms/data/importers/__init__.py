r"""Read the platforms' own exports, as learners download them, with a report in plain words.

>>> file = b"Post id,Date,Post text,Post Link,Impressions,Likes\n"
>>> file += b'1234567890123456789,"Fri, Feb 27, 2026",Prices rose 2.1 %,,500,7\n'
>>> found = read_export(file, name="content.csv")
>>> found.posts["reactions"].tolist(), found.report.rows_in, found.report.rows_read
([7], 1, 1)

`read_export` reads one file; `read_exports` reads files, folders and .zip files and keeps the
newest row of each post. Nothing leaves the machine.
"""

from __future__ import annotations

from statcomms.data.importers.merge import ImportedTogether, read_exports
from statcomms.data.importers.reader import Imported, read_export
from statcomms.data.importers.report import LeftOut, MergeReport, ReadingReport, TableReport
from statcomms.data.importers.write import write_imported

__all__ = [
    "Imported",
    "ImportedTogether",
    "LeftOut",
    "MergeReport",
    "ReadingReport",
    "TableReport",
    "read_export",
    "read_exports",
    "write_imported",
]

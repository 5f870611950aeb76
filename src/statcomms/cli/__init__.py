"""The command ``statcomms``: what authors, instructors and publishers type.

Exit codes, the same for every command:

==== ==========================================================================
0    done, nothing wrong
1    something is wrong; the last line says what, and what to do
2    the command was typed wrongly
3    a part of the course is not installed; the last line says how to install it
==== ==========================================================================
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line, or say what to install when its own parts are missing."""
    try:
        from statcomms.cli.app import run
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"typer", "rich", "click"}:
            raise
        sys.stderr.write(
            f"statcomms: the command needs '{error.name}', which is not installed. "
            "Install it with: pip install 'statcomms[cli]'\n"
        )
        raise SystemExit(3) from None
    raise SystemExit(run())

"""What the book needs of Sphinx beyond its configuration: nothing from other sites, nobody's state.

Loaded by ``_config.yml``. A page of the book must work from a USB stick, so the scripts and styles
that Jupyter Book's extensions would load from other sites are left out, and so is the state of
widgets, which no page uses.
"""

from __future__ import annotations

import re
from typing import Any, Final

__all__ = ["is_foreign", "is_wanted", "setup"]

_THEBE: Final = re.compile(r'<script type="text/x-thebe-config">.*?</script>', re.DOTALL)
_KERNEL: Final = re.compile(r"<script>\s*kernelName = .*?</script>", re.DOTALL)
_WIDGET_STATE: Final = "application/vnd.jupyter.widget-state+json"


def setup(app: Any) -> dict[str, Any]:
    """Connect to Sphinx, after all extensions have added what they load."""
    app.connect("html-page-context", keep_own_files, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def is_foreign(address: object) -> bool:
    """Whether a file would be loaded from another site.

    >>> is_foreign("https://example.org/a.js"), is_foreign("_static/a.js")
    (True, False)
    """
    return str(address).startswith(("http:", "https:", "//"))


def is_wanted(file: Any) -> bool:
    """Whether a page keeps a script or a style that Sphinx or an extension has added to it.

    Args:
        file: Sphinx's record of it (``filename``, ``attributes``), or its address.

    >>> is_wanted("_static/course.css"), is_wanted("_static/sphinx-thebe.js")
    (True, False)
    """
    address = str(getattr(file, "filename", None) or file)
    attributes = getattr(file, "attributes", {})
    return not (
        is_foreign(address)
        or "thebe" in address.lower()
        or "thebe" in str(attributes.get("body", "")).lower()
        or attributes.get("type") == _WIDGET_STATE
    )


def keep_own_files(
    app: Any,  # noqa: ARG001  # Sphinx passes them all
    page: str,  # noqa: ARG001
    template: str,  # noqa: ARG001
    context: dict[str, Any],
    doctree: Any,  # noqa: ARG001
) -> None:
    """Leave out what is not ours: other sites' files, Thebe (notebooks run elsewhere), state."""
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, []) if is_wanted(file)]
    if "body" in context:
        context["body"] = _KERNEL.sub("", _THEBE.sub("", context["body"]))

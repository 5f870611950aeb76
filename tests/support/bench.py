"""A bare page that shows one exercise: the real front end, the real Python, no Jupyter.

The page's model speaks to the exercise through a function that Playwright exposes, as a notebook's
model speaks to it through a kernel.
"""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from statcomms.exercises.base import Exercise
from statcomms.exercises.views import card, page_script, page_style, regions

PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>One exercise</title>
<style>body {{ margin: 8px; background: {paper}; }}</style><style>{style}</style></head>
<body><main><h1 class="sc-sr">One exercise</h1><div id="here"></div>
<button id="after">After</button></main>
<script type="module">
{script}
window.makeModel = (state) => {{
  const listeners = {{}};
  const model = {{
    get: (name) => state[name],
    set: (name, value) => model.update({{ [name]: value }}),
    on: (name, f) => (listeners[name] ??= new Set()).add(f),
    off: (name, f) => listeners[name]?.delete(f),
    update: (changes) => {{
      Object.assign(state, changes);
      Object.keys(changes).forEach((name) => listeners[`change:${{name}}`]?.forEach((f) => f()));
    }},
    ask: async (what, value) => model.update(JSON.parse(await python(what, JSON.stringify(value)))),
    save_changes: () => model.ask("change", state.value),
    send: (message) => model.ask(message.do, message.value ?? null),
  }};
  return model;
}};
window.render = render;
window.ready = true;
</script></body></html>"""


class Bench:
    """One exercise on a bare page.

    Args:
        page: An empty page.
        exercise: What to show.
        dark: Whether the page is dark.
        width: Width of the window in pixels.
    """

    def __init__(
        self, page: Page, exercise: Exercise, *, dark: bool = False, width: int = 900
    ) -> None:
        self.page, self.exercise = page, exercise
        self.errors: list[str] = []
        self.heard = 0
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_viewport_size({"width": width, "height": 900})
        page.expose_function("python", self._react)
        html = PAGE.format(
            style=page_style(),
            script=page_script().replace("export default { render };", ""),
            theme="dark" if dark else "light",
            paper="#111a1f" if dark else "#fff",
        )
        page.set_content(html)
        page.wait_for_function("window.ready")
        page.evaluate(
            """state => {
              window.model = makeModel(state);
              render({ model, el: document.querySelector("#here") });
            }""",
            self._state(),
        )

    def _state(self) -> dict[str, Any]:
        exercise = self.exercise
        return {"html": card(exercise), "regions": regions(exercise), "value": exercise.value}

    def _react(self, do: str, value: str) -> str:
        self.heard += 1
        if do != "ping":
            self.exercise.react(do, json.loads(value))
        return json.dumps({"regions": regions(self.exercise), "heard": self.heard})

    def settle(self, state: str) -> None:
        """Wait until the card shows a state, such as ``✓ Right``."""
        self.page.locator("[data-region=state]", has_text=state).wait_for(timeout=3000)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

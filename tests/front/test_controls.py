"""Every control of the front end, by keyboard, and what must hold while Python redraws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from statcomms.exercises import Categorise, Exercise
from statcomms.exercises.views import page_script
from support.bench import Bench
from support.kinds import KINDS, RIGHT

Show = Callable[..., Bench]
ACTIVE = "document.activeElement"


def tab_to(bench: Bench, selector: str) -> None:
    """Press Tab until the focus is on the first control that fits."""
    for _ in range(60):
        bench.press("Tab")
        if bench.page.evaluate(f"{ACTIVE} === document.querySelector({selector!r})"):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def until(bench: Bench, holds: Callable[[], bool]) -> None:
    """Let the page and Python speak until something holds."""
    for _ in range(150):
        if holds():
            return
        bench.page.wait_for_timeout(20)
    raise AssertionError(f"it never came: {bench.exercise.value}, {bench.exercise.trouble}")


def arrives(bench: Bench, **value: Any) -> None:
    until(bench, lambda: {name: bench.exercise.value.get(name) for name in value} == value)


def check(bench: Bench, state: str) -> None:
    tab_to(bench, "[data-do=check]")
    bench.press("Enter")
    bench.settle(state)


def typed(bench: Bench, text: str) -> None:
    bench.page.keyboard.type(text)


# -- each control, by keyboard alone ---------------------------------------------------------------


def test_radio(show: Show) -> None:
    bench = show(KINDS["choice"]())
    tab_to(bench, "input[value=a]")
    bench.press("Space")
    arrives(bench, choice="a")
    check(bench, "↻ Not yet")
    bench.press("Shift+Tab")
    bench.press("ArrowDown")
    arrives(bench, choice="b")
    check(bench, "✓ Right")


def test_checkboxes(show: Show) -> None:
    bench = show(KINDS["multi_choice"]())
    tab_to(bench, "input[value=a]")
    bench.press("Space", "Tab", "Space", "Tab", "Space", "Space")
    arrives(bench, choices=["a", "b"])
    check(bench, "✓ Right")


def test_drop_down_list_by_arrow_and_by_letter(show: Show) -> None:
    bench = show(KINDS["match"]())
    tab_to(bench, "[data-field=r]")
    bench.press("ArrowDown")
    arrives(bench, r="a")
    bench.press("Tab")
    typed(bench, "B")
    arrives(bench, s="b")
    check(bench, "✓ Right")


def test_number_and_enter_checks(show: Show) -> None:
    bench = show(KINDS["number"]())
    tab_to(bench, "[data-field=number]")
    typed(bench, "1,58 %")
    bench.press("Enter")
    bench.settle("✓ Right")
    assert bench.exercise.value == {"number": "1,58 %"}
    assert bench.page.evaluate(f"{ACTIVE}.dataset.field") == "number"


def test_several_numbers(show: Show) -> None:
    exercise = KINDS["numbers"]()
    exercise.graded, exercise.points = True, 5
    bench = show(exercise)
    tab_to(bench, "[data-field=x]")
    typed(bench, "1.6")
    bench.press("Tab")
    arrives(bench, x="1.6")
    bench.settle("● Recorded")
    bench.page.get_by_text("Recorded, not complete").wait_for(timeout=3000)
    typed(bench, "0")
    bench.press("Tab")
    bench.page.get_by_text("You may change it until you hand in.").wait_for(timeout=3000)
    assert bench.exercise.value == {"x": "1.6", "y": "0"}


def queue() -> Categorise:
    return Categorise(
        "m1-queue",
        title="What do you do?",
        items={f"c{n}": f"Comment number {n}" for n in range(8)},
        bins={"answer": "Answer", "hide": "Hide"},
        right={f"c{n}": "answer" for n in range(8)},
        confidence=True,
    )


def test_table_of_drop_down_lists(show: Show) -> None:
    bench = show(KINDS["categorise"]())
    tab_to(bench, "[data-row=q] select")
    bench.press("ArrowDown")
    arrives(bench, rows={"q": {"bin": "answer"}})
    bench.press("Tab", "ArrowDown", "ArrowDown")
    arrives(bench, rows={"q": {"bin": "answer"}, "s": {"bin": "hide"}})
    check(bench, "✓ Right")


def test_a_queue_shows_one_row_at_a_time(show: Show) -> None:
    bench = show(queue())
    rows = bench.page.locator("[data-row]")
    assert [rows.nth(n).is_visible() for n in range(8)] == [True] + [False] * 7
    tab_to(bench, "[data-row=c0] select")
    for number in range(8):
        bench.press("ArrowDown")
        until(bench, lambda: len(bench.exercise.value["rows"]) == number + 1)  # noqa: B023
        if number < 7:
            tab_to(bench, "[data-turn='1']")
            bench.press("Enter", "Shift+Tab", "Shift+Tab")
    assert bench.page.locator(".sc-turn [role=status]").inner_text() == "8 of 8"
    assert rows.nth(7).is_visible()
    tab_to(bench, "[data-field=confidence]")
    bench.press("ArrowRight")
    arrives(bench, confidence="60")
    check(bench, "✓ Right")
    assert rows.nth(7).is_visible(), "the queue stays where it is when Python redraws"


def test_text_keeps_enter_and_letters(show: Show) -> None:
    bench = show(KINDS["short_text"]())
    tab_to(bench, "textarea")
    typed(bench, "one two")
    bench.press("Enter")
    typed(bench, "three")
    bench.press("Tab")
    arrives(bench, text="one two\nthree")


def test_slider_and_its_words(show: Show) -> None:
    bench = show(KINDS["spot_the_break"]())
    slider = bench.page.locator("[data-field=month]")
    assert slider.get_attribute("aria-valuetext") == "not set"
    tab_to(bench, "[data-field=month]")
    bench.press(*["ArrowRight"] * 5, "ArrowLeft")
    arrives(bench, month="2025-06")
    assert slider.get_attribute("aria-valuetext") == "June 2025"
    assert bench.page.locator("output").inner_text() == "June 2025"
    tab_to(bench, "input[value=a]")
    bench.press("Space", "ArrowDown")
    check(bench, "✓ Right")


def test_order_keeps_the_focus_and_says_the_place(show: Show) -> None:
    bench = show(KINDS["order"]())
    tab_to(bench, "[data-item=c] [data-move='-1']")
    bench.press("Enter")
    arrives(bench, order=["a", "c", "b"])
    said = bench.page.locator(".sc-told")
    assert said.get_attribute("role") == "status"
    bench.page.wait_for_timeout(100)  # what Python redraws leaves the announcement alone
    assert said.inner_text() == "Gamma: now 2 of 3"
    bench.press("Space")
    arrives(bench, order=["c", "a", "b"])
    assert bench.page.evaluate(f"{ACTIVE}.getAttribute('aria-label')") == "Move up: Gamma"
    assert bench.page.locator(".sc-place").all_inner_texts() == ["1", "2", "3"]
    bench.press("Enter")  # already first: nothing happens
    check(bench, "✓ Right")
    assert bench.exercise.value == {"order": ["c", "a", "b"]}


def test_lab_redraws_its_picture(show: Show) -> None:
    bench = show(KINDS["metrics_lab"]())
    figure = bench.page.locator("[data-region=show]")
    before = figure.inner_html()
    tab_to(bench, "[data-field=denominator]")
    typed(bench, "Foll")
    arrives(bench, denominator="followers")
    until(bench, lambda: figure.inner_html() != before)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_answer_given_in_python_is_on_the_screen(kind: str, show: Show) -> None:
    exercise = KINDS[kind]()
    exercise.set(RIGHT[kind])
    bench = show(exercise)
    drawn = bench.page.evaluate(
        """() => { const sent = {}; const set = model.set;
        model.set = (name, value) => Object.assign(sent, value); model.save_changes = () => {};
        const field = document.querySelector("[data-field]");
        const control = field.matches("input,select,textarea") ? field
          : field.querySelector("input") ?? field;
        control.dispatchEvent(new Event("change", {bubbles: true}));
        model.set = set; return sent; }"""
    )
    assert {name: drawn.get(name) for name in exercise.value} == exercise.value


# -- while Python redraws --------------------------------------------------------------------------


def test_table_stays_open_after_a_redraw(show: Show) -> None:
    bench = show(KINDS["metrics_lab"]())
    tab_to(bench, "[data-region=show] summary")
    bench.press("Enter")
    assert bench.page.evaluate("document.querySelector('[data-region=show] details').open")
    before = bench.page.locator("[data-region=show]").inner_text()
    bench.page.locator("[data-field=denominator]").select_option("followers")
    until(bench, lambda: bench.page.locator("[data-region=show]").inner_text() != before)
    assert bench.page.evaluate("document.querySelector('[data-region=show] details').open")


def test_focus_stays_on_hint_and_check_when_they_are_redrawn(show: Show) -> None:
    bench = show(KINDS["choice"]())
    tab_to(bench, "[data-do=hint]")
    for hint in ("one", "two"):
        bench.press("Enter")
        bench.page.locator(".sc-hints li", has_text=hint).wait_for(timeout=3000)
        assert bench.page.evaluate(f"{ACTIVE}.dataset.do") == "hint"
    bench.press("Enter")  # the last hint takes its button away: the focus stays in the row
    bench.page.locator(".sc-hints li", has_text="three").wait_for(timeout=3000)
    assert bench.page.evaluate(f"{ACTIVE}.dataset.do") == "check"
    bench.press("Enter")
    bench.page.get_by_text("Choose one of the answers first.").wait_for(timeout=3000)
    assert bench.page.evaluate(f"{ACTIVE}.dataset.do") == "check"


def test_text_is_recorded_after_a_pause_and_at_once_on_leaving(show: Show) -> None:
    bench = show(KINDS["short_text"]())
    tab_to(bench, "textarea")
    typed(bench, "kept")
    assert bench.exercise.value == {"text": ""}
    bench.page.wait_for_timeout(400)
    assert bench.exercise.value == {"text": "kept"}
    typed(bench, " too")
    bench.press("Tab")
    bench.page.wait_for_timeout(30)
    assert bench.exercise.value == {"text": "kept too"}


def test_text_in_the_making_is_not_overwritten(show: Show) -> None:
    bench = show(KINDS["short_text"]())
    tab_to(bench, "textarea")
    bench.page.keyboard.type("a longer sentence", delay=40)
    arrives(bench, text="a longer sentence")
    assert bench.page.locator("textarea").input_value() == "a longer sentence"


def test_of_a_hundred_rapid_changes_the_last_wins(show: Show) -> None:
    bench = show(KINDS["choice"]())
    bench.page.evaluate(
        """() => { for (let i = 0; i < 100; i++)
          document.querySelector(`input[value=${"abc"[i % 3]}]`).click(); }"""
    )
    arrives(bench, choice="a")
    bench.page.wait_for_timeout(100)
    assert bench.exercise.value == {"choice": "a"}
    assert bench.page.locator("input:checked").get_attribute("value") == "a"


def test_removing_a_view_records_what_was_just_typed(show: Show) -> None:
    bench = show(KINDS["short_text"]())
    bench.page.evaluate(
        """() => { const el = document.createElement("div"); document.body.append(el);
        const stop = render({ model, el }); const area = el.querySelector("textarea");
        area.value = "last words"; area.dispatchEvent(new Event("input", {bubbles: true}));
        stop(); }"""
    )
    arrives(bench, text="last words")


# -- two views of one exercise ---------------------------------------------------------------------


@pytest.fixture
def two_views(show: Show) -> Callable[[Exercise], Bench]:
    def make(exercise: Exercise) -> Bench:
        bench = show(exercise)
        bench.page.evaluate(
            """() => { const el = document.createElement("div"); el.id = "there";
            document.querySelector("main").append(el); render({ model, el }); }"""
        )
        return bench

    return make


def test_two_views_stay_in_step(two_views: Callable[[Exercise], Bench]) -> None:
    bench = two_views(KINDS["choice"]())
    here, there = bench.page.locator("#here"), bench.page.locator("#there")
    for place, key in ((here, "a"), (there, "b"), (there, "a"), (here, "c"), (there, "a")):
        place.locator(f"input[value={key}]").click()
        arrives(bench, choice=key)
        assert here.locator("input:checked").evaluate_all("n => n.map(b => b.value)") == [key]
        assert there.locator("input:checked").evaluate_all("n => n.map(b => b.value)") == [key]
    there.locator("[data-do=check]").click()
    here.locator("[data-region=state]", has_text="Not yet").wait_for(timeout=3000)


def test_two_views_share_no_id(two_views: Callable[[Exercise], Bench]) -> None:
    bench = two_views(KINDS["metrics_lab"]())
    ids = bench.page.evaluate("[...document.querySelectorAll('[id]')].map(n => n.id)")
    assert sorted(ids) == sorted(set(ids))


def test_order_moves_in_both_views(two_views: Callable[[Exercise], Bench]) -> None:
    bench = two_views(KINDS["order"]())
    bench.page.locator("#here [data-item=c] [data-move='-1']").click()
    assert bench.page.locator("#there .sc-name").all_inner_texts() == ["Alpha", "Gamma", "Beta"]


# -- trouble ---------------------------------------------------------------------------------------


def test_an_error_of_ours_is_shown_folded(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = KINDS["choice"]()
    bench = show(exercise)

    def fails(value: dict[str, Any]) -> Any:
        raise RuntimeError("a fault in the key")

    monkeypatch.setattr(exercise, "judge", fails)
    bench.page.locator("input[value=b]").click()
    bench.page.locator("[data-do=check]").click()
    bench.page.get_by_text("your answer is kept").wait_for(timeout=3000)
    details = bench.page.locator("[data-region=say] details")
    assert not details.evaluate("node => node.open")
    assert not details.locator("pre").is_visible()
    details.locator("summary").press("Enter")
    assert "a fault in the key" in details.locator("pre").inner_text()
    assert exercise.value == {"choice": "b"}


def test_a_locked_card_says_so_and_takes_nothing(show: Show) -> None:
    exercise = KINDS["choice"]()
    exercise.graded, exercise.locked = True, "Give your course id first."
    bench = show(exercise)
    assert bench.page.get_by_text("Give your course id first.").is_visible()
    assert bench.page.locator("input[value=a]").is_disabled()


def test_text_of_a_learner_is_never_markup(show: Show) -> None:
    exercise = KINDS["short_text"]()
    exercise.set({"text": "<img src=x onerror=alert(1)></textarea><b id=bad>x</b>"})
    bench = show(exercise)
    assert bench.page.locator("#bad").count() == 0
    assert bench.page.locator("textarea").input_value() == exercise.value["text"]


def test_the_front_end_is_small() -> None:
    assert len(page_script().encode()) <= 40 * 1024

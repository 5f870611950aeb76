"""What people claim about a release: frames whose words are the same whether true or false.

A frame is used for true and for false claims equally often. Only what fills its slots decides, so
no word of a frame tells the verdict. Where a true and a false claim would need other words, the
frame says two things and the fill swaps them: what the release gives (``{yes}``) and what it does
not give (``{no}``). About half of these frames put ``{no}`` first.

``[a|b]`` is a choice, drawn without regard to the verdict. The first letter of each sentence is
made a capital. Slots of every frame: ``s`` (subject with its place), ``subject``, ``place``,
``period``, ``base`` (the period the release compares with), ``date`` (of the release), ``other`` (a
province, drawn), ``rose``, ``rise``, ``up``, ``higher``, ``taller``. The others are filled by the
kind (`statcomms.data.claim_kinds`).
"""

from __future__ import annotations

__all__ = [
    "CLOSERS",
    "CLOSERS_BY_AUTHOR",
    "EVENTS",
    "FRAMES",
    "OPENERS",
    "OPENERS_BY_AUTHOR",
    "POPULATIONS",
    "PRICED",
    "RATES_OF_CHANGE",
    "SUBJECTS",
]

FRAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "cherry_picked_base": {
        "base": (
            "The office sets {period} against {base}: {s} {rose} by {change}.",
            "{s} {rose} by {change} between {base} and {period}. That is the comparison in the "
            "release of {date}[|, nobody else's].",
            "Compared with {base}, [as the office compares it|the quarter in the release], {s} is "
            "{up} by {change}.",
            "From {base} to {period}, the two quarters that the release puts side by side, {s} "
            "{rose} by {change}.",
            "The release of {date} measures from {base}. On that base {s} {rose} by {change}.",
            "{up} by {change} since {base}: [that is|this is] the change in {s} that the release "
            "puts first.",
            "Do not take my word for it, take the release: {s}, {base} to {period}, {up} by "
            "{change}.",
            "The office [chose|took] {base} to compare with, and from there {s} {rose} by "
            "{change}.",
            "In the release, {period} is compared with {base}. {s} is {higher}, by {change}.",
            "Which quarter does the release compare {period} with? It is {base}, and since then "
            "{s} {rose} by {change}.",
            "{base} is the starting point in the release. From there to {period}, {s} {rose} by "
            "{change}.",
            "{s} is {change} {higher} than in {base}, the quarter [that|which] the office itself "
            "compares with.",
        )
    },
    "rate_and_level": {
        "amount": (
            "{s} {rose} from {previous} to {value}, and that is a {rise} of {amount}.",
            "In {period}, {s} was {value} after {previous} in {base}. [So it|It] {rose} by "
            "{amount}.",
            "How large is the {rise} in {s}? It is {amount}, from {previous} in {base} to {value} "
            "in {period}.",
            "{amount}: that is the {rise} in {s} between {base} ({previous}) and {period} "
            "({value}).",
            "Take {previous}, then {value}. The {rise} in {s} is {amount}, if you do the sum.",
            "[Do the sum|Take a pencil|Work it out]: the step from {previous} to {value} in {s} is "
            "{amount}.",
            "Write it down correctly: {s} was {previous} in {base} and {value} in {period}, which "
            "is {amount} {higher}.",
            "{s} in the release: {value}, {up} by {amount} from {previous}.",
            "[Teachers|Parents|Students], a sum for [school|home|tomorrow]: {s} went from "
            "{previous} to {value}, so the {rise} is {amount}.",
            "Whoever reports on {s} may call it a {rise} of {amount}, because it was {previous} "
            "in {base} and {value} in {period}.",
        ),
        "prices": (
            "{things} in {place} {yes} over the year to {period}, while their yearly rate {no}.",
            "Two things about {period}: {things} in {place} {yes} over the year, and their yearly "
            "rate of change {no} from {base}.",
            "[Keep|Hold|Tell] two things apart for {period}, {things} and their rate. In the year "
            "to {period}, {things} in {place} {yes}; the rate at which they change {no} from "
            "{base}.",
            "The yearly rate {no} from {base} to {period}, [yes|I know]. But {things} themselves "
            "{yes} in {place} over the year.",
        ),
    },
    "truncated_axis": {
        "axis": (
            "In the chart going round, the bar for {period} is about {k}% {taller} than the bar "
            "for {base}. That is how much {s} {rose}.",
            "Look at the two bars, {base} and then {period}, about {k}% {taller}. {s} {rose} by "
            "just as much.",
            "Somebody drew {s} as bars that begin at {start}. The last bar is about {k}% {taller}, "
            "and so large is the real {rise}.",
            "I measured the bars for {base} and {period} with a ruler. The second is about {k}% "
            "{taller}, which is the true change in {s}.",
            "About {k}% between the bars, about {k}% between the figures: {s} {rose} that much "
            "from {base} to {period}.",
            "The [picture|drawing|chart] does not lie: {s} {rose} by about {k}% from {base} to "
            "{period}, as the height of the bars shows.",
            "A {rise} of about {k}% is what the two bars for {s} show, and it is what happened "
            "since {base}.",
            "Whoever calls the chart of {subject} unfair [should look at|has not seen|must look "
            "at] the axis. It begins at {start}, and {s} is really about {k}% {higher} than in "
            "{base}.",
            "Put a finger on each bar, {base} and {period}. The second is about {k}% {taller}, and "
            "the figure for {s} is about {k}% {higher}.",
            "On the [poster|slide|flyer] the column for {period} is about {k}% {taller} than for "
            "{base}. The figures for {s} [differ|change] [just as much|as much|by as much] from "
            "{base} to {period}.",
            "The chart that people share in {other} shows {s} about {k}% {higher} than in {base}, "
            "and the release has the same [change|difference].",
            "With a column about {k}% {taller} for {period} than for {base}, the chart gives the "
            "right size of the {rise} in {s}.",
        )
    },
    "false_cause": {
        "cause": (
            "The release tells us {yes}. It does not tell us {no}.",
            "Nowhere does the release tell us {no}. It does tell us {yes}.",
            "From the release you learn {yes}; you do not learn {no}.",
            "The release leaves open {no}. What it reports is {yes}.",
            "Read it to the end: the office reports {yes}, but not {no}.",
            "The office leaves open {no}, and it settles {yes}.",
            "Some of it is known: {yes}. Some of it is not in the release: {no}.",
            "There is no line in the release of {date} on {no}. There is one on {yes}.",
            "On {yes} the release is clear. On {no} it gives nothing.",
            "Before you argue about {no}: the release has nothing on it. It shows {yes}.",
            "Ask {yes}, and the release has an answer. Ask {no}, and it has none.",
            "The release of {date} has no word on {no}, though it does say {yes}.",
        ),
        "proof": (
            "{s} {rose} by {change}. The release gives {yes} and does not give {no}.",
            "After the {rise} in {s} I looked in the release for {no}, in vain. I did find {yes}.",
            "With the {rise} in {s} the office published {yes}. What is missing is {no}.",
            "You find {yes} in the release on {s}, but not {no}: see for yourself.",
            "What the release on {s} lacks is {no}. What it has is {yes}.",
        ),
    },
    "stale_figure": {
        "now": (
            "{s} stands at {value}. That is the newest figure, released on {date}.",
            "The [latest|newest|most recent] figure for {s} is {value}.",
            "[Newest|Latest] number from the office on {s}: {value}, for {period}.",
            "As of {date}, the last published figure for {s} is {value}.",
            "For those who still quote the old number: {s} is at {value} in {period}.",
            "In {period}, {s} was {value}. Anything else [on|about] {subject} is out of date.",
            "What does the office say now about {s}? It says {value}, in the release of {date}.",
            "{value} is the current figure for {s}, and it is for {period}.",
            "On {date} the office brought {s} up to date: {value}.",
            "Please use the new figure for {s} from the release of {date}, which is {value}.",
            "The new figure for {s} in the release of {date} is {value}, and there is none that "
            "is newer.",
            "Old figures for {s} [go round|are shared] in {other}. The one for {period} is "
            "{value}.",
        )
    },
    "wrong_population": {
        "place": (
            "The {value} for {subject} in {period} is the figure for {yes}, it is not the "
            "figure for {no}.",
            "Do not quote it for {no}: the figure on {subject}, {value}, was released for {yes}.",
            "If you want {subject} for {no}, look elsewhere. The release of {date} gives it for "
            "{yes}: {value}.",
            "{value} is {subject} for {yes} in {period}, and the release has no separate figure "
            "for {no}.",
            "[Careful|Attention]: in the release on {subject}, {value} is not measured for {no} "
            "but for {yes}.",
            "With {value} the office describes {yes}, not {no}, in its release on {subject}.",
            "People in {other} repeat {value} for {subject}. It was published for {yes}, not for "
            "{no}.",
            "The headline figure on {subject}, {value}, is for {yes}; the release does not give "
            "one for {no}.",
            "No figure for {no} is in the release of {date}; the {value} for {subject} is the "
            "figure for {yes}.",
            "I checked: {value} is {subject} for {yes} in {period}, and not for {no}.",
            "Not {no} but {yes} is meant when the release says {value} for {subject}.",
            "The title of the release names {yes}, it does not name {no}, so the {value} for "
            "{subject} belongs there.",
        )
    },
    "fabricated": {
        "quote": (
            'The release of {date} [opens|begins] with these words: "{quote}"',
            'Word for word from the office: "{quote}"',
            '"{quote}" [That is how|In these words] the office put it on {date}.',
            'I [copied|took] the headline from the release: "{quote}"',
            'Headline of the office on {date}: "{quote}"',
        ),
        "pair": (
            "The office writes that {s} was {value} in {period} and {previous} in {base}.",
            "Both numbers are in the release of {date}: {previous} for {base} and {value} for "
            "{period}. The subject is {s}.",
            "According to the office, {s} {rose} from {previous} in {base} to {value} in {period}.",
            "Source: the office, release of {date}. {s} in {period}: {value}.",
            "The office itself published {value} as the figure for {s} in {period}.",
            "[Straight|Taken] from the release on {s}: {value} in {period}, after {previous} in "
            "{base}.",
        ),
        "margin": (
            "The office gives a margin of plus or minus {margin} for {s}, which was {value} in "
            "{period}.",
            "Mind the uncertainty: the figure for {s} in {period}, {value}, is good to plus or "
            "minus {margin}, says the release.",
        ),
    },
}
"""Frames by technique and kind."""

OPENERS: tuple[str, ...] = (
    "[Friends|Neighbours|Everybody|Colleagues] in {other}, [read this|have a look|this is for "
    "you].",
    "I [looked at|read|went through] the release of {date} [again|twice|at lunch|on the bus].",
    "[Something|A number] to talk about at the [market|bus stop|office|table] in {other}.",
    "Not everybody in {other} has [seen|heard] this [yet|about {period}].",
    "Here is what I [tell|answer] everybody who asks [me |]about {subject}.",
    "[Good morning|Hello|Good evening], {other}.",
    "[A note|A short note|A word|Some numbers] on {subject} in {period}.",
    "[My cousin|My boss|A teacher|A taxi driver|My aunt|A student] in {other} asked me about "
    "{subject}.",
    "[Let us|We should|We need to] talk about {subject}.",
    "[A lot|Much|So much] is said [in {other} |]about {subject} [these days|this week].",
    "We had a [long|short|loud] [talk|discussion] about {subject} in {other}.",
    "[Yesterday|On Monday|Last night|This morning] somebody in {other} asked about {subject}.",
    "[Since|As|Because] so many ask about {subject}, [here it is|I answer once for all].",
    "For [my students|my readers|our members|the people] in {other}.",
)
"""What may come before a claim, whoever makes it."""

OPENERS_BY_AUTHOR: dict[str, tuple[str, ...]] = {
    "citizen": ("I am [no expert|only a farmer|a nurse|a shopkeeper] in {other}, but I can read.",),
    "page": (
        "[Our page|This page] [reads|follows] the releases so that {other} does not have to.",
    ),
    "journalist": ("Our newsroom in {other} [went through|read] the release on {subject}.",),
    "politician": ("I said it [in the assembly|at the meeting in {other}] and I say it here.",),
    "company": ("We [plan|work] with {subject} in our [shops|depots|branches] in {other}.",),
    "anonymous": ("[Somebody|A friend] sent me this [from|out of] {other}.",),
}
"""What may come before a claim, by who makes it."""

CLOSERS: tuple[str, ...] = (
    "[Share it|Pass it on|Tell others|Tell the family] in {other}.",
    "What do you [think|say], {other}?",
    "[Check it|Look it up|Read the release of {date}] if you [do not believe me|have doubts].",
    "That [matters|counts|is important] for [families|shops|schools|farmers|workers] in {other}.",
    "[Hardly anybody|Nobody I know|No one] in {other} [talks about it|noticed].",
    "It is [all |]there in the release of {date}[, on the first page|, black on white|].",
    "We [will |]discuss it in {other} on [Monday|Friday|Sunday|Saturday].",
    "[Remember|Keep in mind|Think of] that when [you read|they talk] about {subject}.",
    "[People|Voters|Customers|Readers] in {other} should know [this|that].",
    "[Do you agree|Any questions|Did you know], {other}?",
    "[More|Next] on {subject} [tomorrow|next week|soon|after the holidays].",
    "So much for {period}[ and {subject}|].",
)
"""What may come after a claim, whoever makes it."""

CLOSERS_BY_AUTHOR: dict[str, tuple[str, ...]] = {
    "citizen": ("[My wife|My brother|My neighbour] in {other} [says|thinks] the same.",),
    "page": ("[Follow|Like] the page for [more|the next release], {other}.",),
    "journalist": ("[Our report|The full story] from {other} [follows|comes on Sunday].",),
    "politician": ("I will [raise|mention] it on my [tour|visit] to {other}.",),
    "company": ("[Our customers|Our drivers|Our staff] in {other} ask us about it [daily|often].",),
    "anonymous": ("[You did not hear it from me|I only pass it on], {other}.",),
}
"""What may come after a claim, by who makes it."""

EVENTS: tuple[str, ...] = (
    "the new road toll",
    "the ferry strike",
    "the storm in {other}",
    "the higher minimum wage",
    "the new harbour in {other}",
    "the tax on phone calls",
    "the cut in the fuel subsidy",
    "the school holidays",
    "the new bridge in {other}",
    "the change of government",
    "the closing of the port of {other}",
    "the bank merger",
    "the big festival in {other}",
    "the power cuts in {other}",
    "the new visa rule",
    "the drought in {other}",
)
"""What people hold to be a cause. No release names any cause."""

PRICED: dict[str, str] = {
    "inflation": "prices",
    "food prices": "food prices",
    "transport prices": "transport prices",
    "rent": "rents",
}
"""What goes up or down where the release gives a yearly rate of change, by indicator."""

RATES_OF_CHANGE: frozenset[str] = frozenset({*PRICED, "economic growth", "building work"})
"""Indicators that are rates of change: nobody should give their own change in per cent."""

SUBJECTS: dict[str, tuple[str, ...]] = {
    "inflation": ("yearly inflation", "inflation"),
    "food prices": ("yearly food inflation", "food inflation"),
    "transport prices": ("the yearly change in transport prices", "transport inflation"),
    "rent": ("the yearly change in rents", "rent inflation"),
    "unemployment": ("the unemployment rate", "unemployment"),
    "employment": ("the employment rate", "the share of people in work"),
    "weekly wages": ("the middle weekly wage", "the median weekly wage"),
    "economic growth": ("economic growth over the year", "economic growth"),
    "exports of goods": ("the value of goods exported", "the value of exported goods"),
    "building work": ("the yearly change in building work", "growth in building work"),
    "questions answered": ("the number of questions that the office answered",),
    "answering time": ("the office's average time to answer a question",),
    "interviews": ("the number of interviews by the office",),
}
"""What people call an indicator; one that is not here keeps the office's name for it."""

POPULATIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "work at age 15 to 24": (
        "employment",
        "people aged 15 to 24",
        ("people aged 25 to 64", "people over 60"),
    ),
    "vaccination": ("full vaccination", "one-year-olds", ("schoolchildren", "adults")),
    "smokers": ("daily smoking", "adults", ("schoolchildren", "young people under 18")),
    "school attendance": (
        "school attendance",
        "children aged 6 to 14",
        ("children under 6", "young people over 14"),
    ),
    "reading at age ten": (
        "reading a story without help",
        "ten-year-olds",
        ("children aged 12", "seven-year-olds"),
    ),
}
"""Indicators that are about some of the people: what to call it, whom it is about, and whom not."""

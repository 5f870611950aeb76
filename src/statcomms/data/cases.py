"""Case cards: what twelve invented offices tried, with what they counted and what they learned.

They are written by hand and differ in quality on purpose, so that reviewing can be learned: some
say what was counted before and after and of how many, some forgot the before, some count what
costs nothing to count. At least three tell of a failure. No rating is in the table.

>>> cases()["case_id"].tolist()[:3]
['S01', 'S02', 'S03']
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from statcomms.schema.office import CASES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CARDS", "Card", "cases"]


@dataclass(frozen=True)
class Card:
    """One case card; its parts are the columns of `statcomms.schema.office.CASES`.

    Attributes:
        title: Its title.
        office: The invented office that wrote it.
        context: What the situation was.
        aim: What the office wanted to reach, for whom.
        platform: Where.
        action: What it did.
        evidence: What it counted, and what it found.
        metric: What was counted before and after.
        before: The metric before; None if it was not counted.
        after: The metric after; None if it was not counted.
        staff_hours: Working hours it took.
        cost: Money it cost beside working hours, in nusa.
        lesson: What the office would tell others.
    """

    title: str
    office: str
    context: str
    aim: str
    platform: str
    action: str
    evidence: str
    metric: str
    before: float | None
    after: float | None
    staff_hours: int
    cost: int
    lesson: str


CARDS: tuple[Card, ...] = (
    Card(
        title="Every question answered within one working day",
        office="Statistics Office of Talimora",
        context="Talimora has 310 000 people and one person for social media. In 2024 our Facebook "
        "Page got about 60 questions a month. Most were answered late or never, and readers "
        "answered each other, often wrongly.",
        aim="Nine of ten questions under our posts answered within one working day by the end of "
        "June 2025, so that people get the figure from us and not from the next comment.",
        platform="facebook",
        action="Each subject unit named one person for questions. We wrote 34 standard answers "
        "with links. The duty person looks at 9:00 and at 15:00, answers what she can, and passes "
        "on the rest with a time by which the answer is due.",
        evidence="January to June 2024: 118 of 362 questions (33 %) answered within one working "
        "day. January to June 2025: 341 of 388 (88 %). Wrong answers by other readers fell from 57 "
        "to 21. We read all 750 threads by hand; two people agreed on 96 of 100. We missed our aim "
        "of 90 % in March, when the duty person was ill.",
        metric="questions answered within one working day, % of all questions",
        before=32.6,
        after=87.9,
        staff_hours=420,
        cost=0,
        lesson="Name a person in each unit before you promise anything. The standard answers took "
        "two weeks to write and save us about an hour a day. Have a deputy: one illness showed.",
    ),
    Card(
        title="The film that nobody watched to the end",
        office="National Statistics Bureau of Sennari",
        context="Our director wanted film because 'people do not read'. An agency made a "
        "four-minute film on how the consumer price index is made, with a drone and an actor.",
        aim="Adults of 18 to 40 should understand that the index is an average of many prices. We "
        "wanted half of the viewers to answer one question about it rightly.",
        platform="facebook",
        action="One film of 4:10 minutes, posted in May 2025 and shown again in June. Under it a "
        "poll with one question on what the index means.",
        evidence="The film was started 18 400 times and watched to the end 1 270 times (6.9 %). "
        "Half of the viewers had left after nine seconds. In the poll 96 of 241 answered rightly "
        "(40 %); under an ordinary chart post with the same poll it was 83 of 198 (42 %). So we "
        "cannot say that the film explained anything.",
        metric="right answers to the poll, % of answers",
        before=41.9,
        after=39.8,
        staff_hours=160,
        cost=11500,
        lesson="It failed, and it was our dearest post ever. Put the one sentence into the first "
        "five seconds, and test a cheap version on ten people before you pay for a drone.",
    ),
    Card(
        title="Our biggest month ever: a million impressions!",
        office="Belacoa Statistics",
        context="Our LinkedIn Page was not well known and needed a boost to be more visible among "
        "stakeholders.",
        aim="To increase awareness and engagement.",
        platform="linkedin",
        action="We ran a campaign in October 2025 with ten posts and sponsored the best ones. We "
        "also used more pictures and popular hashtags.",
        evidence="Impressions went through the roof: 1 040 000 in one month, against 52 000 the "
        "month before. That is twenty times more! Followers went up too. Feedback from colleagues "
        "was very positive.",
        metric="impressions a month",
        before=52000,
        after=1040000,
        staff_hours=35,
        cost=18000,
        lesson="Social media works if you invest in it. Be active and use good pictures.",
    ),
    Card(
        title="Census reminders in village groups: a fair test",
        office="Ilomeru Islands Statistics Authority",
        context="In our 2025 test census only 41 % of households in the outer villages sent their "
        "form by the first date. Villages have their own Facebook groups, run by teachers or shop "
        "owners.",
        aim="Ten more of every 100 outer-village households send the form by the first date, "
        "without a second visit, which costs us 9 nusa each.",
        platform="facebook",
        action="We drew 30 of 60 villages by lot. In these the group's owner posted three "
        "reminders in the village's own words and language, with the name of its census worker. "
        "The other 30 got our usual posts only.",
        evidence="Forms by the first date: 2 214 of 4 180 households (53 %) in the 30 villages "
        "with reminders, 1 802 of 4 095 (44 %) in the 30 without. The difference is 9 points, and "
        "with villages as units its 95 % interval is 4 to 14. That is about 375 visits saved. It "
        "worked less well where the owner was a trader (4 points, 7 villages; too few to be sure).",
        metric="forms sent by the first date, % of households",
        before=44.0,
        after=53.0,
        staff_hours=95,
        cost=900,
        lesson="Let somebody whom the village knows say it. Drawing lots cost us one afternoon and "
        "is the only reason why we can say that it was the reminders. Ask the owners early: five "
        "said no and we had to draw again.",
    ),
    Card(
        title="Warning before the rumour: the effect was gone in a month",
        office="Statistics Karavei",
        context="Before each wage release the same claim comes back in Karavei: that we leave out "
        "low wages. Correcting it afterwards reached few of those who had seen it.",
        aim="People who follow us on X should recognise the trick (an average presented as "
        "everybody's wage) before they meet it. At least 15 points more right answers, still there "
        "after a month.",
        platform="x",
        action="In the week before the release we posted three short examples: first the fact, "
        "then how the trick works, then the fact again. We asked 600 followers from our panel five "
        "questions: before, one day after, and 30 days after. A second panel of 600 saw none of "
        "it.",
        evidence="Right answers of those who saw the posts: 2.6 of 5 before, 3.5 the day after, "
        "2.8 after 30 days. The second panel: 2.6, 2.7 and 2.7. So the gain was 16 points at first "
        "and 2 points after a month, which is within chance (± 4). 71 % of the panel answered all "
        "three times; we left out the others. And true claims were doubted more, too: 4 points.",
        metric="right answers on the claim after 30 days, % of answers",
        before=52.0,
        after=56.0,
        staff_hours=140,
        cost=2400,
        lesson="We did not reach our aim: the effect had gone after a month. Next time we will "
        "repeat it in short form after two weeks, and show true claims too, because we made people "
        "suspicious of those as well.",
    ),
    Card(
        title="A meme a week",
        office="Office of Statistics of Penduro",
        context="Young colleagues said that our X account was boring. In 2025 a group of four "
        "volunteers was allowed to post one joke about statistics each Friday.",
        aim="To become more human and to win young followers.",
        platform="x",
        action="26 Friday posts with popular picture jokes and one line about a figure. Two people "
        "looked at each before it went out. One about weddings and divorces was taken down after "
        "complaints.",
        evidence="Followers rose from 8 900 to 10 300 in the half-year. In the half-year before "
        "they rose by 1 100 without jokes. Friday posts got 3.1 times the likes of other posts, "
        "but one tenth of their link clicks. We do not know how old the new followers are.",
        metric="followers at the end of the half-year",
        before=8900,
        after=10300,
        staff_hours=130,
        cost=0,
        lesson="Jokes bring likes. Have a second pair of eyes. We would do it again, perhaps less "
        "often.",
    ),
    Card(
        title="Saying first that we were wrong",
        office="Yomela Bureau of Statistics",
        context="In February 2025 our unemployment figure was wrong by 0.6 points because a file "
        "was read twice. A newspaper found it 26 hours later. The year before, in a similar case, "
        "it had taken us four days to say so.",
        aim="From the moment we know of an error in a published figure, no more than three hours "
        "until it is corrected on every channel where it stood.",
        platform="x",
        action="We wrote a one-page rule: who may decide, three sentences to say (what was wrong, "
        "what is right, since when we know), old posts stay up with a note. We practised it twice.",
        evidence="Three errors since the rule: corrected after 2:10, 2:40 and 5:30 hours (the "
        "third on a Sunday). Before: 26 and 97 hours. Five cases prove little. Under the three "
        "corrections 64 of 71 comments were neutral or friendly, sorted by two people.",
        metric="hours from knowing to correction, median",
        before=61.5,
        after=2.7,
        staff_hours=60,
        cost=0,
        lesson="The fear is worse than the correction. Write the three sentences on a calm day and "
        "settle who decides on a Sunday; we still have not.",
    ),
    Card(
        title="Alternative texts for every picture",
        office="Statistical Service of Nashiro Bay",
        context="A blind student wrote to us that our charts were silent to her. We looked: 22 of "
        "our last 100 pictures had an alternative text, most of them 'chart'.",
        aim="Every picture that we publish on LinkedIn from April 2025 has an alternative text "
        "that says what the chart shows.",
        platform="linkedin",
        action="The planning tool refuses a picture without alternative text. A page with six "
        "examples hangs beside the screen. Once a month somebody else reads ten of them aloud.",
        evidence="Pictures with alternative text: 22 of 100 in the quarter before, 116 of 119 in "
        "the second quarter after. Of 40 texts read aloud 31 said the finding, 9 only described "
        "the picture. We have not asked people who use a screen reader whether it helps them, "
        "except the student, who is pleased.",
        metric="pictures with an alternative text, % of pictures",
        before=22.0,
        after=97.5,
        staff_hours=45,
        cost=0,
        lesson="A tool that refuses is stronger than a guideline that asks. Counting texts is "
        "easy; ask readers, which we have still to do.",
    ),
    Card(
        title="Staff as ambassadors on LinkedIn",
        office="National Office for Data of Quilaba",
        context="Our LinkedIn Page has 6 200 followers, our 240 employees together have about 40 "
        "000 contacts. Employees were not sure whether they may share our posts.",
        aim="More people in business and ministries see our releases on LinkedIn.",
        platform="linkedin",
        action="A two-hour course on what may be shared and how, for 38 volunteers, in March 2025. "
        "They got each release post by mail at 09:35. In the same months we sponsored six posts "
        "for 5 200 nusa.",
        evidence="Impressions of a release post: 2 900 on average from October to February, 7 400 "
        "from April to August. Clicks per 1 000 impressions fell from 31 to 18. 21 of the 38 "
        "volunteers shared at least one post. We do not know how much of the growth came from the "
        "sponsored posts.",
        metric="impressions of a release post, average",
        before=2900,
        after=7400,
        staff_hours=210,
        cost=5200,
        lesson="People want to share if you tell them what they may do. Our rules fit on one page "
        "and can be had. We should not have begun sponsoring in the same month.",
    ),
    Card(
        title="We answered every critic, and stopped",
        office="Statistics Oruvela",
        context="After a disputed poverty figure in 2024 the mood under our Facebook posts was "
        "bad: about 45 of 100 comments were angry. We thought that silence made it worse.",
        aim="Within three months fewer than 30 of 100 comments under release posts are angry.",
        platform="facebook",
        action="Three people answered each critical comment within two hours, from 8:00 to 22:00, "
        "also at weekends, with the figure and a link.",
        evidence="Angry comments: 204 of 452 in the three months before (45 %), 689 of 1 310 in "
        "the three months of the trial (53 %). A hundred accounts wrote half of all comments. Of "
        "the people who got an answer 12 in 100 wrote something friendlier afterwards, 31 in 100 "
        "something angrier. Two of the three colleagues asked to be moved.",
        metric="angry comments under release posts, % of comments",
        before=45.1,
        after=52.6,
        staff_hours=1150,
        cost=1800,
        lesson="We made it worse and wore our people out. Now we answer a question or a false "
        "figure once, in public, and leave opinions alone. Set a limit of hours before you begin, "
        "and look after those who read all this.",
    ),
    Card(
        title="Young people love us now",
        office="Central Bureau of Statistics of Vastrel",
        context="Everybody knows that young people do not use official statistics. They are all on "
        "their phones.",
        aim="Reach the youth.",
        platform="facebook",
        action="Three student trainees redesigned our posts with bright colours and short texts "
        "and ran a quiz with a tablet computer as the prize.",
        evidence="The quiz had a great response with hundreds of participants. We asked the "
        "trainees' class and 11 of 12 said that the new posts are much better. Many likes.",
        metric="students who find the posts better, of the class asked",
        before=None,
        after=11,
        staff_hours=80,
        cost=1500,
        lesson="Involve young people: they know what young people want.",
    ),
    Card(
        title="One chart, three languages",
        office="Marevo Statistics Office",
        context="A third of the people of Marevo read neither of the two languages of our posts "
        "well. Translating all posts is beyond us: we are 19 people.",
        aim="Readers of the third language open our release tables as often as the others, counted "
        "in clicks per 1 000 people reached.",
        platform="facebook",
        action="For each of eight releases in 2025 we made one chart with hardly any words and "
        "three short posts, one a language, each shown to people with this language setting. "
        "Teachers of two schools checked the third language.",
        evidence="Clicks per 1 000 people reached: 6.1 for the third language (71 of 11 600), 8.4 "
        "for the other two (402 of 47 900). The year before, without the language, it was 2.2 (19 "
        "of 8 700) for people with that setting. The eight releases were not the same as the year "
        "before, so some of the rise may be their topics.",
        metric="link clicks per 1 000 people reached, third language",
        before=2.2,
        after=6.1,
        staff_hours=70,
        cost=600,
        lesson="Fewer words in the chart is what made three languages possible. Pay the checkers: "
        "we paid 75 nusa for a release, and they found one serious mistake.",
    ),
)
"""The twelve cards, in the order of the table."""


def cases(seed: int | str = 2026) -> pd.DataFrame:  # noqa: ARG001 - all builders take one
    """Return the case cards.

    Args:
        seed: Taken so that all tables are made in one way; the cards are written by hand and the
            same for every seed.

    Returns:
        The cases table (`statcomms.schema.office.CASES`).
    """
    import pandas as pd

    from statcomms.data.synth import text_dtype

    kinds: dict[str, Any] = {one.name: one.dtype for one in CASES.columns}
    text: Any = text_dtype()
    columns = {
        "case_id": pd.Series([f"S{number:02d}" for number in range(1, len(CARDS) + 1)], dtype=text)
    }
    for one in fields(Card):
        kind = text if kinds[one.name] == "string" else kinds[one.name]
        cells = [getattr(card, one.name) for card in CARDS]
        columns[one.name] = pd.Series(cells, dtype=kind)
    return pd.DataFrame(columns)

"""What happens to an office on social media: situations that a policy should settle.

Each situation says what happened, never what should be done. Its flags are those of the table; the
words and the flags say the same. ``{clock}`` is the hour at which it came up,
``{since}`` one to three hours before, ``{soon}`` one or two hours after.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SITUATIONS", "Situation"]

IN, OUT = "in", "out"
ORDINARY, RELEASE_DAY, ELECTION, CENSUS, EMERGENCY = (
    "ordinary",
    "release day",
    "election",
    "census",
    "emergency",
)


@dataclass(frozen=True)
class Situation:
    """One thing that can happen.

    Attributes:
        account: Whose account it is about.
        text: What happened; ``[a|b]`` is a choice, ``{place}`` and its like are filled in.
        periods: The times in which it may fall.
        before_release: Whether figures are involved that are not yet released.
        personal_data: Whether a person or a household could be recognised.
        hours: ``in`` office hours, ``out`` of them, or empty for any.
        reach: Smallest and largest number of people who had seen it.
        platforms: Where it may happen; empty for anywhere.
    """

    account: str
    text: str
    periods: tuple[str, ...] = (ORDINARY,)
    before_release: bool = False
    personal_data: bool = False
    hours: str = ""
    reach: tuple[int, int] = (40, 4_000)
    platforms: tuple[str, ...] = ()


SITUATIONS: dict[str, tuple[Situation, ...]] = {
    "release": (
        Situation(
            "official",
            "The scheduled {platform} post with the {adjective} figure for {period} went out at "
            "{clock}, before the release at 09:30. [Two newsrooms|A bank|A radio station] had "
            "already copied it.",
            (RELEASE_DAY,),
            before_release=True,
            hours="early",
            reach=(300, 9_000),
        ),
        Situation(
            "staff",
            "A junior statistician wrote on {platform} that 'the {adjective} figure on Wednesday "
            "will surprise some people in {place}'. It is not released yet.",
            (ORDINARY,),
            before_release=True,
        ),
        Situation(
            "leader",
            "At a dinner in {place} the director general told a minister's aide the unreleased "
            "{adjective} figure; the aide hinted at it on {platform} at {clock}.",
            (ORDINARY, ELECTION),
            before_release=True,
            hours=OUT,
            reach=(2_000, 40_000),
        ),
        Situation(
            "outsider",
            "A business journalist who had the {adjective} tables under embargo posted one of them "
            "on {platform} at {clock}, before the release at 09:30.",
            (RELEASE_DAY,),
            before_release=True,
            hours="early",
            reach=(1_000, 30_000),
        ),
        Situation(
            "official",
            "A follower asks on {platform} whether {indicator} in {place} went up or down. The "
            "figure is ready but will be released only [on Wednesday|next week|at the end of the "
            "round].",
            (ORDINARY,),
            before_release=True,
            hours=IN,
        ),
        Situation(
            "staff",
            "A designer shared a photo of her screen on {platform}. Behind the coffee cup the "
            "chart of {indicator} for the coming release can be read.",
            (ORDINARY,),
            before_release=True,
        ),
        Situation(
            "official",
            "It is {clock} on release day and the website is down. The {adjective} figures for "
            "{period} are due at 09:30; on {platform} people ask where they are.",
            (RELEASE_DAY,),
            before_release=True,
            hours="early",
            reach=(800, 15_000),
        ),
        Situation(
            "outsider",
            "A trading firm offers a graph on {platform} with 'the {indicator} of {period} as it "
            "will be published'. The number is the unreleased one, to the last digit.",
            (ORDINARY,),
            before_release=True,
            reach=(3_000, 50_000),
        ),
        Situation(
            "leader",
            "The minister's team asks at {clock} for the unreleased {adjective} figure of {place} "
            "so that his {platform} post can go out together with ours.",
            (ORDINARY, ELECTION),
            before_release=True,
            hours=IN,
            reach=(0, 0),
        ),
    ),
    "accounts": (
        Situation(
            "staff",
            "A survey manager shared our {platform} post on {indicator} from his own account and "
            "added: 'We all know why it fell.' His profile names the office.",
        ),
        Situation(
            "staff",
            "An interviewer in {place} runs a {platform} page called 'NSO {place} Insider' with "
            "our logo and [310|640|1 200] followers.",
        ),
        Situation(
            "leader",
            "The deputy director answered a critic on {platform} from her own account at {clock}, "
            "'speaking for the office'.",
            hours=OUT,
            reach=(900, 12_000),
        ),
        Situation(
            "outsider",
            "A {platform} account with our logo and the name 'NSO Nusamara Official' promises "
            "[rice vouchers|phone credit] to people who answer a poll on {indicator}.",
            reach=(1_500, 40_000),
        ),
        Situation(
            "official",
            "The colleague on duty posted her [cat|birthday cake|holiday photo] on the office's "
            "{platform} account at {clock}. She thought she was in her own.",
            hours=OUT,
        ),
        Situation(
            "staff",
            "Four people of the {place} office opened a {platform} account for it without telling "
            "anybody. It answers questions about {indicator}, mostly well.",
        ),
        Situation(
            "staff",
            "A former colleague left in [March|May|August] and still calls himself 'spokesman of "
            "the NSO' on {platform}. A radio station quoted him on {indicator}.",
            reach=(500, 20_000),
        ),
        Situation(
            "official",
            "Our {platform} account followed a [betting company|pop singer|party's youth wing] at "
            "{clock}. Somebody in {place} made a picture of it and asks why.",
        ),
        Situation(
            "leader",
            "The director general has her own {platform} account with more followers than the "
            "office's. She posts our {adjective} releases there first, in her words.",
            (RELEASE_DAY,),
            hours="late",
            reach=(2_000, 25_000),
        ),
    ),
    "moderation": (
        Situation(
            "outsider",
            "Under our {adjective} post on {platform} one account wrote the same insult [23|41|60] "
            "times since {since}. Other readers ask us to do something.",
        ),
        Situation(
            "outsider",
            "A man from {place} says under our post on {indicator} that our method is wrong. He is "
            "rude, long, and he may be right about the sample.",
        ),
        Situation(
            "outsider",
            "Under the census post on {platform} somebody threatens to set dogs on the next census "
            "worker who comes to {place}.",
            (CENSUS,),
            reach=(300, 9_000),
        ),
        Situation(
            "official",
            "The moderator hid [six|nine|eleven] comments under the {adjective} post because they "
            "were 'negative'. One of the writers noticed and shows pictures of it.",
            hours=IN,
            reach=(600, 18_000),
        ),
        Situation(
            "outsider",
            "Since {since} [140|260|420] comments with the same three sentences about {indicator} "
            "appeared under one post. Most of the accounts are a week old.",
            (ORDINARY, ELECTION),
            hours="evening",
            reach=(2_000, 60_000),
        ),
        Situation(
            "outsider",
            "A company that sells solar lamps puts its offer under each of our {platform} posts, "
            "also under the one on deaths in {place}.",
        ),
        Situation(
            "outsider",
            "Two readers argue under our {adjective} post on {platform} since {since}. By now it "
            "is about their families, not about the figure.",
            hours=OUT,
        ),
        Situation(
            "official",
            "A newspaper asks by which rule we blocked a reader from {place} on {platform} in "
            "[spring|June|the last campaign]. Nobody in the team can find a note of it.",
            hours=IN,
        ),
        Situation(
            "outsider",
            "A comment in a language that nobody on duty reads gets [90|150|300] reactions under "
            "our {adjective} post. The translation tool makes it sound like a threat, or a joke.",
        ),
    ),
    "impartiality": (
        Situation(
            "outsider",
            "A candidate in {place} put our {adjective} chart into her campaign video on "
            "{platform}, with our logo, and thanks 'our friends at the NSO'.",
            (ELECTION,),
            reach=(5_000, 80_000),
        ),
        Situation(
            "staff",
            "An economist of ours liked [eleven|twenty|thirty] posts of one party on {platform} "
            "this week. His profile says where he works.",
            (ELECTION,),
        ),
        Situation(
            "official",
            "At {clock} the office's {platform} account shared a minister's post: 'Thanks to this "
            "government {indicator} in {place} is better than ever.'",
            (ORDINARY, ELECTION),
            reach=(900, 20_000),
        ),
        Situation(
            "leader",
            "The director general was in a photo on {platform} at a party's dinner in {place}, in "
            "the weeks before the vote. She was there as a neighbour, she says.",
            (ELECTION,),
            reach=(3_000, 50_000),
        ),
        Situation(
            "official",
            "Two parties quote our {adjective} figure for {period} on {platform}, one correctly. "
            "Each asks us in public to confirm that the other one lies.",
            (ELECTION,),
            reach=(4_000, 60_000),
        ),
        Situation(
            "official",
            "A planned {platform} post calls the {adjective} figure for {place} 'good news'. A "
            "reader of the draft says that this is not for us to say.",
            (ORDINARY, ELECTION),
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "leader",
            "The ministry wants the {adjective} post moved to the day after the vote, 'to keep it "
            "out of the campaign'. It stands in the calendar since January.",
            (ELECTION,),
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "staff",
            "An interviewer wears the cap of a party in her {platform} picture. The picture was "
            "taken at a doorstep in {place}, with our badge on.",
            (ELECTION, CENSUS),
        ),
        Situation(
            "outsider",
            "A union asks us on {platform} to sign its open letter on {indicator} in {place}. "
            "[Four|Seven] universities have signed it.",
        ),
    ),
    "correction": (
        Situation(
            "official",
            "Our {platform} post on {indicator} says {place}; the figure is that of {other}. It "
            "has been up since {since} and was shared [38|112|240] times.",
            reach=(3_000, 40_000),
        ),
        Situation(
            "official",
            "The chart in yesterday's {platform} post on {indicator} has the labels of two "
            "provinces, {place} and {other}, the wrong way round. A teacher wrote to us.",
        ),
        Situation(
            "official",
            "The {adjective} figure for {period} was wrong in the release itself: two digits had "
            "changed places. Our {platform} post repeats it, and so do five newspapers.",
            (ORDINARY, RELEASE_DAY),
            hours="late",
            reach=(10_000, 120_000),
        ),
        Situation(
            "official",
            "A colleague saw at {clock} that our {platform} post says 'per cent' where it should "
            "say 'percentage points', and deleted it. [Nineteen|Forty] people had answered it.",
        ),
        Situation(
            "official",
            "We wrote on {platform} that {indicator} was never so high in {place}. It was higher "
            "in [1998|2003|2009], as a reader shows with our own yearbook.",
            reach=(1_000, 15_000),
        ),
        Situation(
            "outsider",
            "A newspaper's {platform} page gives our {adjective} figure for {period} ten times too "
            "high. Its source is the first version of our post, which we changed without a word.",
            reach=(8_000, 90_000),
        ),
        Situation(
            "leader",
            "In a live interview shared on {platform} the director general gave the {adjective} "
            "figure of last year as this year's. The station has put the clip up at {clock}.",
            reach=(5_000, 60_000),
        ),
        Situation(
            "official",
            "The revised {adjective} figure for {period} is lower than the one we celebrated on "
            "{platform} in [March|June|September]. The old post still gets shared.",
            reach=(1_500, 25_000),
        ),
        Situation(
            "staff",
            "A statistician admits on {platform}, under his own name, that the {adjective} table "
            "for {place} has an error. The team had not decided yet what to say.",
        ),
    ),
    "privacy": (
        Situation(
            "official",
            "In our {platform} photo of an interview in {place} the questionnaire on the table can "
            "be read: name, address and income of the household.",
            (ORDINARY, CENSUS),
            personal_data=True,
            reach=(400, 12_000),
        ),
        Situation(
            "outsider",
            "A woman from {place} complains under our post on {platform} and gives her full name, "
            "her telephone number and her case number.",
            personal_data=True,
        ),
        Situation(
            "official",
            "The map in our {platform} post shows [deaths of infants|cases of diabetes|people on "
            "state pensions] by village. In [two|three] villages of {place} the number is 1, and "
            "everybody there knows who that is.",
            personal_data=True,
            reach=(1_000, 18_000),
        ),
        Situation(
            "staff",
            "An interviewer told a funny story about 'the old man with nine dogs behind the church "
            "in {place}' on {platform}. His neighbours recognised him.",
            (ORDINARY, CENSUS),
            personal_data=True,
            hours=OUT,
        ),
        Situation(
            "official",
            "A father asks us on {platform} to take down a school photo from {place}: his "
            "daughter's face is in it and he never gave his consent.",
            personal_data=True,
            hours=IN,
        ),
        Situation(
            "outsider",
            "A {platform} user from {place} put a picture of his filled-in census form online to "
            "show how easy it is. Names and birthdays of his five children can be read.",
            (CENSUS,),
            personal_data=True,
            reach=(200, 8_000),
        ),
        Situation(
            "official",
            "In a private message on {platform} a man asks whether his sister in {place} has "
            "answered the [household|labour force|health] survey. He gives her name and her "
            "street.",
            personal_data=True,
            reach=(1, 1),
        ),
        Situation(
            "staff",
            "To thank the {place} team a colleague posted its list on {platform}: "
            "[fourteen|twenty] interviewers, with photos and private telephone numbers.",
            (ORDINARY, CENSUS),
            personal_data=True,
        ),
        Situation(
            "official",
            "A researcher shows on {platform} how the table on {indicator} in our post and last "
            "year's one, put together, point to a single firm in {place}.",
            personal_data=True,
            reach=(2_000, 30_000),
        ),
    ),
    "security": (
        Situation(
            "official",
            "At {clock} our {platform} account began to offer a coin that doubles itself. Nobody "
            "of the team can log in.",
            hours=OUT,
            reach=(2_000, 50_000),
        ),
        Situation(
            "official",
            "A mail 'from {platform}' asked for the password of our account, and a trainee in "
            "{place} typed it in at {clock}. Nothing has happened yet.",
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "official",
            "The only telephone that gets the login code for our {platform} account was in a bag "
            "that was stolen on the ferry to {place}.",
            (ORDINARY, CENSUS),
            reach=(0, 0),
        ),
        Situation(
            "staff",
            "A consultant whose contract ended in [April|July] can still post to our {platform} "
            "account. He found out himself and told us.",
            reach=(0, 0),
        ),
        Situation(
            "official",
            "The password of the {platform} account hangs on the wall of the press room, and the "
            "wall was in our own video about {indicator}.",
            reach=(500, 9_000),
        ),
        Situation(
            "leader",
            "The director general's {platform} account sends private messages since {since} and "
            "asks colleagues in {place} to buy gift cards.",
            hours=OUT,
            reach=(20, 400),
        ),
        Situation(
            "outsider",
            "A page on {platform} looks like ours, has the same picture, and asks people in "
            "{place} for their census number and their bank card.",
            (CENSUS,),
            reach=(1_500, 45_000),
        ),
        Situation(
            "staff",
            "A login to our {platform} account at {clock} came from a hotel abroad. The colleague "
            "on holiday says that he wanted to look at the {adjective} post.",
            hours=OUT,
            reach=(0, 0),
        ),
        Situation(
            "official",
            "A planning tool that we tried [last year|in spring] wrote to all its customers: its "
            "keys to their {platform} accounts were copied.",
            reach=(0, 0),
        ),
    ),
    "accessibility": (
        Situation(
            "official",
            "A blind reader from {place} writes on {platform}: our last [eight|twelve|twenty] "
            "charts on {indicator} say only 'image' to her.",
        ),
        Situation(
            "official",
            "The film on {indicator} has no subtitles. The association of the deaf asks on "
            "{platform} whether its members are users of statistics too.",
            reach=(800, 14_000),
        ),
        Situation(
            "official",
            "To be quick, the duty officer posted the closing of the {place} office on {platform} "
            "as a picture of a typed letter, at {clock}.",
            (ORDINARY, EMERGENCY),
            reach=(900, 16_000),
        ),
        Situation(
            "official",
            "In the {adjective} chart {place} is green and {other} is red. A reader who cannot "
            "tell them apart asks on {platform} which is which.",
        ),
        Situation(
            "official",
            "How-to-take-part posts for the census are in one language only on {platform}. A "
            "councillor of {place} says half of her village cannot read them.",
            (CENSUS,),
            reach=(1_000, 20_000),
        ),
        Situation(
            "official",
            "The agency delivered [six|ten] {platform} pictures on {indicator} with light grey "
            "letters on white. They are to go out at 10:00 today.",
            hours="early",
            reach=(0, 0),
        ),
        Situation(
            "official",
            "Our thread on {indicator} has [fourteen|twenty-two] hashtags and a row of small "
            "pictures between the words. A reader posted how her screen reader reads it: four "
            "minutes.",
        ),
        Situation(
            "leader",
            "For the director general's {platform} video on {place} there is no time to make "
            "subtitles, her office says. It wants it online at {soon}.",
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "official",
            "The link under our {platform} post on {indicator} leads to a file of 60 megabytes. On "
            "the outer islands of {place} nobody can open it.",
        ),
    ),
    "paid": (
        Situation(
            "official",
            "The agency boosted our post on {indicator} in {place} for [900|1 400|2 500] nusa. "
            "Nobody in the office had agreed to it.",
            reach=(9_000, 60_000),
            platforms=("facebook", "linkedin"),
        ),
        Situation(
            "official",
            "Our boosted {platform} post on {indicator} appears beside an advertisement for quick "
            "loans. A reader from {place} shows both in one picture.",
            reach=(5_000, 40_000),
            platforms=("facebook", "linkedin"),
        ),
        Situation(
            "outsider",
            "A well-known fisherman from {place} with [40 000|65 000] followers offers to speak "
            "for the census on {platform}, for [3 000|5 000] nusa. He would like not to mention "
            "the money.",
            (CENSUS,),
            reach=(0, 0),
        ),
        Situation(
            "official",
            "The census advertisement on {platform} was shown to men of 25 to 44 in {place} and to "
            "almost nobody else. The money is spent.",
            (CENSUS,),
            reach=(20_000, 90_000),
            platforms=("facebook", "linkedin"),
        ),
        Situation(
            "official",
            "The platform offers us [2 000|4 000] nusa of free advertising if we let it use our "
            "name as a customer. The offer ends today at 17:00.",
            hours=IN,
            reach=(0, 0),
            platforms=("facebook", "linkedin"),
        ),
        Situation(
            "official",
            "Days before the vote a boosted post of ours on {indicator} still runs on {platform} "
            "in {place}. A party asks who pays for it.",
            (ELECTION,),
            reach=(8_000, 50_000),
            platforms=("facebook", "linkedin"),
        ),
        Situation(
            "staff",
            "A colleague paid [30|45|60] nusa of her own to boost our {platform} post on her home "
            "district in {place}.",
            reach=(2_000, 15_000),
            platforms=("facebook", "linkedin"),
        ),
        Situation(
            "official",
            "The campaign tool of {platform} asks for a list of telephone numbers, to find 'people "
            "like them'. The {place} team has one, from the [household|labour force|health] "
            "survey.",
            personal_data=True,
            hours=IN,
            reach=(0, 0),
            platforms=("facebook", "linkedin"),
        ),
        Situation(
            "outsider",
            "A phone company boosts its own {platform} post with our {adjective} figure for "
            "{place} and the words 'with the NSO'. We have no agreement with it.",
            reach=(15_000, 120_000),
            platforms=("facebook", "linkedin"),
        ),
    ),
    "crisis": (
        Situation(
            "official",
            "The online census form has answered 'try again later' since {since}. On {platform} "
            "[400|700|1 100] people an hour ask what is going on.",
            (CENSUS,),
            hours=OUT,
            reach=(20_000, 200_000),
        ),
        Situation(
            "outsider",
            "A video of a quarrel between an interviewer and a family in {place} goes round on "
            "{platform}. Their house and their faces can be seen.",
            (ORDINARY, CENSUS),
            personal_data=True,
            reach=(15_000, 150_000),
        ),
        Situation(
            "official",
            "A cyclone warning is out for {place}. Our next {platform} posts, a quiz on "
            "{indicator} among them, are planned for {soon} and go out by themselves.",
            (EMERGENCY,),
            reach=(0, 0),
        ),
        Situation(
            "outsider",
            "An unknown {platform} account says it has the answers of [30 000|80 000] households "
            "of {place} and shows two of them, with names. They look real.",
            (ORDINARY, CENSUS),
            personal_data=True,
            hours=OUT,
            reach=(10_000, 180_000),
        ),
        Situation(
            "outsider",
            "A rumour on {platform} says that the office knows the number of dead in {place} and "
            "keeps it back. We do not count them; the disaster office does.",
            (EMERGENCY,),
            reach=(12_000, 160_000),
        ),
        Situation(
            "official",
            "The duty officer's telephone is off and her deputy is on a boat. On {platform} a "
            "false {adjective} figure has spread since {since}.",
            hours=OUT,
            reach=(8_000, 90_000),
        ),
        Situation(
            "staff",
            "A census worker in {place} was bitten by a dog. Her family tells it on {platform}, "
            "with her name and photos; the press asks the office.",
            (CENSUS,),
            personal_data=True,
            reach=(9_000, 80_000),
        ),
        Situation(
            "leader",
            "On the radio the minister blamed 'foreign hackers' for our outage. The clip is on "
            "{platform}. Our engineers think that it was a full disk.",
            (CENSUS,),
            reach=(15_000, 150_000),
        ),
        Situation(
            "official",
            "The {place} office is under water. Staff are safe; people write to us on {platform} "
            "because they think that we can send help.",
            (EMERGENCY,),
            reach=(3_000, 40_000),
        ),
    ),
    "records": (
        Situation(
            "official",
            "A lawyer asks for all answers that we gave on {platform} about {indicator} in "
            "[2022|2023]. The private messages of that year were deleted to make room.",
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "official",
            "A colleague wants to delete [1 200|2 600] old {platform} posts because the pictures "
            "show the former logo. Some of them are linked from the law gazette.",
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "official",
            "A reader asks on {platform} what our {adjective} post of {period} said before we "
            "changed it. We have no copy.",
        ),
        Situation(
            "leader",
            "The former director general takes her {platform} account with her. Under it stand "
            "three years of answers about {indicator} and {place}.",
            reach=(0, 0),
        ),
        Situation(
            "staff",
            "The {place} team agrees its replies in a private chat group. The auditor asks who "
            "decided [on Sunday|last week|in the night] to answer the mayor on {platform} in that "
            "way.",
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "official",
            "{platform} announces that comments older than two years will go. The national archive "
            "has asked [twice|in January] what we keep.",
            reach=(0, 0),
        ),
        Situation(
            "official",
            "During the flood we promised on {platform} to waive fines in {place}. Now nobody "
            "finds the post, and the fines are due.",
            (EMERGENCY, ORDINARY),
        ),
        Situation(
            "staff",
            "Screenshots of complaints lie on a colleague's own telephone, with names of people "
            "from {place}. He leaves the office on Friday.",
            personal_data=True,
            reach=(0, 0),
        ),
        Situation(
            "outsider",
            "A historian found our {platform} post on {indicator} in a web archive, with a figure "
            "that our site does not give any more.",
        ),
    ),
    "tone": (
        Situation(
            "official",
            "At {clock} the duty officer answered a man from {place} on {platform}: 'Read the "
            "table before you write.' It has [70|140|310] angry reactions.",
            reach=(1_000, 25_000),
        ),
        Situation(
            "official",
            "A joke about {place} and its {indicator} got through to {platform} because both "
            "people who approve posts were on leave.",
            reach=(1_500, 30_000),
        ),
        Situation(
            "official",
            "An agency's draft for {platform} greets the feast of one of the churches of {place}. "
            "There are four, and a mosque.",
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "leader",
            "The director general rewrote the {adjective} post for {platform} at {clock}. Now it "
            "has 71 words in one sentence and no figure.",
            hours=IN,
            reach=(0, 0),
        ),
        Situation(
            "official",
            "A cheerful post on {indicator} went out on {platform} at {clock}, an hour after a "
            "ferry from {place} was reported missing.",
            (EMERGENCY,),
            reach=(4_000, 60_000),
        ),
        Situation(
            "official",
            "A reply on {indicator} needs the approval of [three|four] people. The question on "
            "{platform} is [six|nine] days old; a newspaper has answered it, wrongly.",
            hours=IN,
        ),
        Situation(
            "staff",
            "The trainee on duty answers on {platform} in the slang of {place}. Followers love it. "
            "A member of parliament finds it beneath the office.",
            reach=(2_000, 30_000),
        ),
        Situation(
            "official",
            "Under the post on {indicator} we called a reader 'dear friend of statistics'. He had "
            "written that his wife lost her job in {place}.",
        ),
        Situation(
            "official",
            "A film star praised our {platform} post on {place}. The trainee wants to answer with "
            "a heart, at {clock}, and nobody is there to ask.",
            hours=OUT,
            reach=(5_000, 90_000),
        ),
    ),
}
"""Situations by the area of a policy that should settle them."""

"""What people write about one topic or one indicator: the specific half of the comments.

Frames are written as in `statcomms.data.wording.comment_frames`.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SUBJECTS", "THINGS", "TOPIC_FRAMES", "TOPIC_SUBJECTS", "Subject"]


@dataclass(frozen=True)
class Subject:
    """How people speak about one indicator.

    Attributes:
        words: A regular expression that finds it in a post's text.
        name: What people call it: after "the figures on", and before "in Korasi".
        amount: How they say a figure of it; ``{n}`` is the number.
        questions: What they ask about just this.
        misuses: How they get just this wrong.
    """

    words: str
    name: str
    amount: str
    questions: tuple[str, ...]
    misuses: tuple[str, ...]


SUBJECTS: dict[str, Subject] = {
    "inflation": Subject(
        r"^(?!.*(rent|tenant|food|rice,|bus|fuel|transport|trip)).*(prices|inflation|basket)",
        "inflation",
        "{n}%",
        (
            "0 Does {figure} mean that [rice|kerosene|soap|a school uniform] got {figure} dearer "
            "too, or is that an average?",
            "0 Is the rent of people who own their house in the {figure} for {place}?",
            "0 [How many|Which] shops [do you visit|do your people go to] in {place} for this?",
        ),
        (
            "-- {figure} inflation means prices went DOWN in {place}, it was more in {earlier}.",
            "- {figure} inflation in {place}: so your pay [lost|is down] {figure} every month.",
            "- Inflation {figure}, so [rice|fuel|rent] is {figure} dearer, exactly, no more no "
            "less, in {place}.",
        ),
    ),
    "food prices": Subject(
        r"food|rice, fish",
        "food prices",
        "{n}%",
        (
            "0 Is fish from the beach in it, or only what the shops in {place} sell?",
            "0 Which food went up most in {place}, [rice|cooking oil|fish|flour]?",
            "0 Do you count [market stalls|roadside stalls|the floating market] in {place} as well "
            "as supermarkets?",
        ),
        (
            "-- Food up {figure}, so a family in {place} pays {figure} more for EVERYTHING.",
            "- Rice costs {figure} more in {place}, says the NSO. [And rice is what we eat|They "
            "said food, rice is food].",
            "- {figure} on food is {figure} in one month. [Think about a whole year|Times twelve].",
        ),
    ),
    "transport prices": Subject(
        r"bus, boat|transport|fuel|trip to work",
        "fares and fuel prices",
        "{n}%",
        (
            "0 Are the small boats to the outer islands in the {figure} for {place}?",
            "0 Is it the fare or the fuel that moved most in {place}?",
            "0 Do you take the price at the pump in {place} or the one the ministry sets?",
        ),
        (
            "-- {figure}: the bus company in {place} raised the ticket by {gain}. The NSO proves "
            "it.",
            "- Fuel went up {gain} in {place}, [they say it themselves|NSO figure]. Taxis too "
            "then, right away.",
        ),
    ),
    "rent": Subject(
        r"rent|tenants",
        "rents",
        "{n}%",
        (
            "0 Is {figure} for new contracts in {place}, or for all tenants?",
            "0 Do rooms without a written contract count in {place}?",
            "0 Can my landlord in {other} use the {figure} for {place} to raise my rent?",
        ),
        (
            "-- By law rent in {place} may now go up {figure}, the NSO set it.",
            "- Every tenant in {place} pays {figure} more, no exception, [official|it is in the "
            "post].",
            "- Rents {figure}, so houses in {place} are {figure} more [worth|expensive to buy].",
        ),
    ),
    "unemployment": Subject(
        r"unemployment|looked for work|of the labour force",
        "unemployment",
        "{n}%",
        (
            "0 My son helps on our boat and has no pay. Is he in the {figure}?",
            "0 {figure} of whom: of everybody in {place}, or of the labour force?",
            "0 If somebody in {place} stops looking, does he still count as unemployed?",
            "0 Is one hour of work a week enough not to be counted?",
        ),
        (
            "-- {figure} unemployed, so all the others in {place} have a full job. [Ha|Sure].",
            "- {figure} of all people in {place}, babies and grandparents too, are out of work.",
            "- Unemployment in {place} is {figure}, so {figure} are lazy. [Simple|Numbers do not "
            "lie].",
        ),
    ),
    "employment": Subject(
        r"had work|employment|who works|aged 15 and over|of 15 and over",
        "employment",
        "{n} of 100 people",
        (
            "0 Does work in the family garden count in {place}?",
            "0 {figure}: is that also people with two hours a week?",
            "0 What do the others in {place} do, school, care, pension?",
        ),
        (
            "-- {figure} work, so the rest in {place} is unemployed. [Terrible|And they tell us 5 "
            "per cent].",
            "- {figure} have work in {place}: they mean full-time with a contract, [clearly|of "
            "course].",
        ),
    ),
    "weekly wages": Subject(
        r"nusa a week|weekly wage|wages|pay in",
        "wages",
        "{n} nusa a week",
        (
            "0 Is {figure} before or after tax?",
            "0 Is it the average or the middle wage? My teacher in {home} says that matters.",
            "0 Do [house helpers|fishermen|people paid in kind] in {place} count?",
            "0 Part-time and full-time together, in {place}?",
        ),
        (
            "-- Everyone in {place} earns {figure}, says the NSO. [Where is mine|Then somebody "
            "owes me].",
            "- {figure} is the minimum wage in {place} now.",
            "- If {figure} is the middle, then nobody in {place} has less than that.",
            "- Middle wage {figure}, so half of {place} [lives in poverty|is poor]. "
            "[Official|Statistics say it].",
        ),
    ),
    "work at age 15 to 24": Subject(
        r"young people worked|15 to 24|first jobs",
        "jobs for young people",
        "{n}%",
        (
            "0 And the others between 15 and 24 in {place}, are they at school?",
            "0 Does a holiday job count in {place}?",
        ),
        (
            "-- {figure} of the young have a job, so all the rest in {place} [does nothing|hangs "
            "around|is unemployed].",
            "- Only {figure} of people work in {place}! [They wrote it|Read the post].",
        ),
    ),
    "economic growth": Subject(
        r"economy|output|growth|made .*more|prices are taken out",
        "growth",
        "{n}%",
        (
            "0 Is {figure} against the quarter before or against {earlier}?",
            "0 What part of the {figure} in {place} is fishing?",
            "0 After prices: what does that mean, in one sentence?",
        ),
        (
            "-- Growth {figure}, so everybody in {place} got {gain} richer. [Look in your "
            "purse|Not me].",
            "- The economy of {place} moved {figure}: that is four times {figure} for {year}.",
            "- {figure} in {place} is because of the [port|new hotel|new minister], the NSO shows "
            "it.",
        ),
    ),
    "exports of goods": Subject(
        r"goods",
        "exports",
        "{n} million nusa",
        (
            "0 Where do the goods from {place} go?",
            "0 Is what {other} ships through the port of {province} counted for {province}?",
            "0 {figure}, is that goods only, or the hotels too?",
        ),
        (
            "-- {figure} of exports: that is the profit of {place}, [where did it go|somebody put "
            "it in his pocket].",
            "- {figure} from {place} abroad means {figure} less for us at home.",
        ),
    ),
    "building work": Subject(
        r"building work|builders",
        "building work",
        "{n}%",
        (
            "0 Does {figure} include houses that families in {place} build themselves?",
            "0 Is it the number of houses or the money?",
        ),
        (
            "-- {figure} building work, so {place} has {gain} more houses. [Count them|Where].",
            "- Building work {figure} in {place}, that is only the minister's bridge, NSO says.",
        ),
    ),
    "household size": Subject(
        r"household|under one roof",
        "household size",
        "{n} people",
        (
            "0 Who counts as household: my brother works abroad and sends money to {place}?",
            "0 How can it be {figure}, what is the part of a person?",
            "0 Two families, one roof, two kitchens in {place}: one household or two?",
        ),
        (
            "-- Every home in {place} has {figure}. [They never met my family|So mine is against "
            "the law].",
            "- {figure}: so women in {place} have that many children, minus two. [Easy|NSO maths].",
        ),
    ),
    "children under 15": Subject(
        r"under 15|younger than 15",
        "the share of children",
        "{n}%",
        (
            "0 {figure} under 15 in {place}: where do I find it by single year of age?",
            "0 Is that counted or estimated from the last census?",
        ),
        (
            "-- {figure} are children in {place}, so {figure} of the money must go to "
            "[schools|them], the NSO says.",
            "- Soon {place} has no children at all, look: {figure}, [falling since ever|and nobody "
            "talks].",
        ),
    ),
    "people over 60": Subject(
        r"60 or o|over 60",
        "older people",
        "{n}%",
        (
            "0 How many of the {figure} in {place} live alone?",
            "0 Why 60 and not 65, the pension starts at 65?",
        ),
        (
            "-- {figure} over 60 in {place}: all of them live on our taxes. [NSO figure|Official].",
            "- {figure} are over 60, so the average person in {place} is 60.",
        ),
    ),
    "life in towns": Subject(
        r"town",
        "life in towns",
        "{n} of 100 people",
        (
            "0 What is a town in {place}, how many people must it have?",
            "0 My village in {home} has a bank and a market. Town or not?",
        ),
        (
            "-- {figure} in towns: so the villages of {place} are empty. [Finished|It is over].",
            "- {figure} in towns now, so that many left their village in {period}.",
        ),
    ),
    "test forms returned": Subject(
        r"test form|test \(",
        "the census test",
        "{n}%",
        (
            "0 We sent the test form in {place}. Must we fill in the real one too?",
            "0 What happens with the test forms from {place} afterwards, are they burned?",
            "0 Why does the census ask about [water|toilets|religion|phones]?",
            "0 Can my grandmother in {place} do it on paper?",
        ),
        (
            "-- Only {figure} of {place} will be counted in the census, the rest is left out.",
            "-- Your census form goes to the [tax office|police|army], {figure} did not know that.",
            "- {figure} sent it back, so the others in {place} pay the fine. [Already|It was on "
            "the radio].",
        ),
    ),
    "census workers": Subject(
        r"census workers|trained for the census",
        "census workers",
        "{n} census workers",
        (
            "0 How do I know a real census worker in {place}? Is there a badge?",
            "0 Are you still looking for people in {home}? What is the pay?",
            "0 Do the census workers in {place} speak our language?",
        ),
        (
            "-- {figure} with your name and address in a list in {place}, [and they may sell it|no "
            "oath, nothing].",
            "- {figure} in {place} means {figure} new jobs for good. [Thank the council|Nice].",
        ),
    ),
    "homes checked": Subject(
        r"homes",
        "the homes that you check",
        "{n} thousand homes",
        (
            "0 Our house in {place} is new, how do I know if it is on the list?",
            "0 Are empty houses and holiday homes in the {figure}?",
            "0 My brother lives on his boat in {home}. Is a boat a home?",
        ),
        (
            "-- {figure} checked, so {figure} will pay the new house tax in {place}.",
            "- {figure} times five people, there is your census of {place}. [No need to ask|Save "
            "the money].",
        ),
    ),
    "vaccination": Subject(
        r"vaccinat",
        "vaccination",
        "{n}%",
        (
            "0 Which vaccinations must a child in {place} have to be in the {figure}?",
            "0 From clinics' books or from asking mothers in {place}?",
        ),
        (
            "-- {figure} had them and there was still measles in {home}, so it does not work. NSO "
            "proves it.",
            "- {figure} means the rest of the parents in {place} refuse. [All of them|Every one].",
        ),
    ),
    "registered births": Subject(
        r"births|babies",
        "births",
        "{n} births",
        (
            "0 Born at home in {place} and registered late: in which quarter is the baby counted?",
            "0 Which names were most common in {place}?",
            "0 Is the mother's home counted, or the hospital in {other}?",
        ),
        (
            "-- Only {figure} in {place}! {earlier} was double. [We are dying out|The end].",
            "- {figure} babies, so {place} grew by {figure} people.",
        ),
    ),
    "smokers": Subject(
        r"smoke",
        "smoking",
        "{n}%",
        (
            "0 Does {figure} include chewing tobacco and those new electric things?",
            "0 Men and women in {place} together? Between them there must be a big gap.",
        ),
        (
            "-- {figure} of the children in {place} smoke. [NSO|Read it and weep].",
            "- {figure} smoke, and smokers pay the tax, so they are fewer in {place} by law.",
        ),
    ),
    "school attendance": Subject(
        r"went to school|at school|attendance",
        "school attendance",
        "{n}%",
        (
            "0 Went to school one day or every day, what counts in {place}?",
            "0 Is there a difference between girls and boys in {place}?",
        ),
        (
            "-- {figure} at school, so in {place} the others all work [on boats|in the fields].",
            "- {figure} finish school in {place}. [Great|That is what it says].",
        ),
    ),
    "teachers": Subject(
        r"teachers",
        "teacher numbers",
        "{n} teachers",
        (
            "0 How many pupils does that make for one teacher in {place}?",
            "0 Are those who wait for their papers in {place} counted as teachers?",
        ),
        (
            "-- {figure} in {place}, more than we have pupils. [Who pays|Cut it].",
            "- {figure}: each class in {place} has its teacher then, [NSO says|no problem].",
        ),
    ),
    "reading at age ten": Subject(
        r"ten-year-olds|reading",
        "reading",
        "{n} of 100 children",
        (
            "0 In which language did the children in {place} read?",
            "0 Did small schools in {place} take part too?",
        ),
        (
            "-- {figure} can read, so the teachers in {place} failed with all the rest. [Sack "
            "them|Proof].",
            "- {figure} of the people in {place} can read. [Only|No wonder].",
        ),
    ),
    "rainfall": Subject(
        r"\brain",
        "rainfall",
        "{n} mm of rain",
        (
            "0 Where in {place} does the rain gauge stand, on the coast or in the hills?",
            "0 {figure} a month, is that much for {period}?",
        ),
        (
            "-- {figure} in {place}, so no climate change. [Case closed|Science].",
            "- {figure} in {place}, so every dam is full. [Use water as you like|Good].",
        ),
    ),
    "coconut harvest": Subject(
        r"coconut",
        "the coconut harvest",
        "{n} thousand tonnes",
        (
            "0 Are nuts that we eat and sell on the roadside in {place} in the {figure}?",
            "0 Whole nuts or dried meat, what is weighed in {place}?",
        ),
        (
            "-- {figure}, so the farmers in {place} swim in money now.",
            "- {figure} in {place}: the price must fall by half. [NSO says sell now|Sell].",
        ),
    ),
    "forest cover": Subject(
        r"forest",
        "forest cover",
        "{n}%",
        (
            "0 Is a palm plantation in {place} forest for you?",
            "0 From satellite or from walking? What is a tree in {figure}?",
        ),
        (
            "-- {figure} forest, so {place} can cut the half and nobody sees it.",
            "- {figure} of {place} is untouched jungle. [NSO|It says so].",
        ),
    ),
    "visitors": Subject(
        r"visitors(?!.*nights)",
        "visitor numbers",
        "{n} thousand visitors",
        (
            "0 Do cruise passengers who stay for a day in {place} count?",
            "0 Is my cousin from abroad a visitor when she sleeps at our house in {place}?",
        ),
        (
            "-- {figure} in {place}, and each brings an illness. [NSO figures|Do the sums].",
            "- {figure} means every bed in {place} is full. [No room|Build more].",
        ),
    ),
    "length of stay": Subject(
        r"nights",
        "the length of stay",
        "{n} nights",
        (
            "0 {figure} on average, but is it not two groups, [families and backpackers|business "
            "and holidays], in {place}?",
            "0 Are people who never leave the airport hotel of {place} in it?",
        ),
        (
            "-- {figure} in {place}, so every tourist pays {figure} hotel. [Tax them|Rich we are].",
            "- {figure}: nobody stays longer than that in {place}. [Poor us|So why build hotels].",
        ),
    ),
    "hotel rooms taken": Subject(
        r"hotel",
        "hotel rooms",
        "{n}%",
        (
            "0 Are guest houses with three rooms in {place} in the {figure}?",
            "0 Rooms or beds? We in {home} report both to you.",
        ),
        (
            "-- {figure} taken: so that share of people in {place} lives from tourism.",
            "- {figure} of the hotels in {place} are full and the rest are closed. [All of "
            "them|NSO].",
        ),
    ),
    "questions answered": Subject(
        r"^(?!.*(answered in|answering time|quick enough|our answer)).*"
        r"(question|ask us|asked)",
        "questions from the public",
        "{n} questions",
        (
            "0 Which of the {figure} came up most in {place}?",
            "0 May I ask about {other} here too, or only by letter?",
        ),
        (
            "-- {figure} answered and they never answered mine from {place}, so the true number is "
            "zero.",
            "- {figure} from {place}, they write down your name each time. [Be careful|Big list].",
        ),
    ),
    "answering time": Subject(
        r"was answered in|answering time|quick enough|our answer|days",
        "answering time",
        "{n} days",
        (
            "0 {figure} on average, and what was the longest in {place}?",
            "0 Does it count until the first mail or until the real answer?",
        ),
        (
            "-- {figure} for one question, and they work one hour a day in {place}. [Proof|Ha].",
            "- {figure}: by law they must answer you in that time in {place}. [Sue them|Know your "
            "rights].",
        ),
    ),
    "interviews": Subject(
        r"interview",
        "your interviews",
        "{n} interviews",
        (
            "0 How was my house in {place} chosen? My neighbour was not.",
            "0 Must I answer, or may I say no to the interview?",
            "0 Who sees my answers in {place}?",
        ),
        (
            "-- {figure} in {place} with your name on them, open for everyone. [Look it up|Scary].",
            "- {figure} of so many people, so they left out nearly all of {place}. [Worth "
            "nothing|Useless sample].",
        ),
    ),
}
"""How people speak about each indicator of `statcomms.data.indicators`."""

TOPIC_SUBJECTS: dict[str, str] = {
    "prices": "prices",
    "labour": "work and pay",
    "economy": "the economy",
    "population": "the population",
    "census": "the census",
    "health": "health",
    "education": "schools",
    "environment": "farming and forests",
    "tourism": "tourism",
    "office": "the work of the office",
}
"""What people call a topic where the post names no indicator that we know."""

THINGS: dict[str, tuple[str, ...]] = {
    "prices": ("cooking oil", "school shoes", "boat fuel", "electricity", "phone data"),
    "labour": ("night work", "unpaid work at home", "day labour", "work abroad", "safety at work"),
    "economy": ("small shops", "fishing", "money sent home", "the port", "debts"),
    "population": ("moving to the capital", "families abroad", "widows", "single mothers"),
    "census": ("water", "boat homes", "languages", "people without an address"),
    "health": ("clean water", "nurses", "diabetes", "medicine", "mental health"),
    "education": ("school meals", "the way to school", "books", "evening classes"),
    "environment": ("the reef", "plastic", "drinking water", "sea level", "soil"),
    "tourism": ("cruise ships", "guest houses", "rubbish on the beach", "the airport"),
    "office": ("open data", "young statisticians", "village meetings", "the phone line"),
}
"""Matters near each topic that a comment may bring up."""

TOPIC_FRAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "prices": {
        "question": (
            "0 Why does my basket in {place} cost so much more than {gain} more?",
            "0 Who pays more of this, [families with children|pensioners|people on the outer "
            "islands] of {place}?",
        ),
        "criticism": (
            "-- {figure}? [Onions|Rice|Cooking oil|Diapers] cost [a third|half] more at the market "
            "in {place}. Do you ever shop?",
            "- Poor people in {place} do not buy your basket. Make one for them, then tell us "
            "{subject}.",
            "~ Only {figure}! I will tell the [fish seller|shop lady|boat man] in {place}, she "
            "will be so relieved.",
        ),
        "opinion": (
            "- Shops in {place} put the price up when fuel goes up and forget to take it down "
            "again.",
            "- With what we earn in {place} {thing} is a luxury.",
            "0 We in {place} grow our own vegetables now. [Best answer|Try it].",
            "- They should take the tax off {thing}, that would help {place} at once.",
            "+ My grandmother in {place} says: cook together, pay half. Works every time.",
        ),
        "thanks": (
            "++ Used {figure} to [talk with my landlord|ask for a fair raise|plan the school "
            "kitchen] in {place}, thank you.",
        ),
    },
    "labour": {
        "question": (
            "0 Is there a figure on {thing} in {place}?",
            "0 Where do I find pay by [job|trade|education] for {place}?",
        ),
        "criticism": (
            "-- I look for work in {place} since {earlier} and nobody ever counted me.",
            "- You count one hour a week as a job. In {place} nobody can live from that.",
            "~ So many jobs in {place}! My three nephews on the sofa will be pleased.",
        ),
        "opinion": (
            "- Jobs in {place} go to whoever has an uncle in the office.",
            "+ Learn a trade, my children. {place} needs [plumbers|welders|electricians|nurses].",
            "0 Women in {place} work twice, once for pay and once at home.",
            "- Pay in {place} is a joke next to what they pay on the ships.",
            "0 {thing} is what the unions in {place} should talk about.",
        ),
        "thanks": (
            "++ I showed {figure} to my students in {place}, they argued for an hour. Thanks!",
        ),
    },
    "economy": {
        "question": (
            "0 What does {figure} look like without [the port|fishing|the big hotel] of {place}?",
            "0 Is {thing} in this figure for {place}?",
        ),
        "criticism": (
            "- Growth figures do not show who gets the money in {place}.",
            "-- {figure}? My shop in {place} has seen nothing of it since {earlier}.",
            "~ Fantastic, the economy of {place} moves. My wallet did not get the letter.",
        ),
        "opinion": (
            "- {place} sells its fish raw and buys it back in cans.",
            "+ Small firms in {place} are the backbone, give them cheaper loans.",
            "0 Without {thing} {place} would stand still.",
            "- Big ships, small roads. That is {place}.",
            "+ I opened a workshop in {place} in {lastyear} and I would do it again.",
        ),
        "thanks": (
            "++ Our chamber in {place} plans with {tables}. Thank you for keeping them open.",
        ),
    },
    "population": {
        "question": (
            "0 Is there something on {thing} in {place}?",
            "0 How do you know between two censuses, in {period}?",
        ),
        "criticism": (
            "-- Half of my village in {place} lives abroad and you still count them here.",
            "- You ask about heads in {place} and never about rooms, water or light.",
            "~ Good that you tell us, {figure}. We in {place} had no idea who sleeps in our beds.",
        ),
        "opinion": (
            "0 A house full of people is a rich house, [we say in {place}|my mother said].",
            "- The young leave {place}, the old stay, and nobody fixes the roofs.",
            "+ Four generations at one table in {place}, I would not change it.",
            "0 {thing}, that is what we in {place} talk about in the evening.",
            "- Too many cars and too few children in {place}.",
        ),
        "thanks": (
            "++ We planned the new [kindergarten|water tank|clinic] in {place} with this. Thank "
            "you.",
        ),
    },
    "census": {
        "question": (
            "0 What do I do if nobody comes to us in {place}?",
            "0 I work away from {place} in census week. Where am I counted?",
            "0 Is it true that there is a fine, or did somebody in {home} make that up?",
            "0 Will you ask about {thing} in {place}?",
        ),
        "criticism": (
            "-- In the last census nobody came to our side of {place}. Why should we believe you "
            "now?",
            "- So much money for a census while {place} waits for a bridge.",
            "~ A census, lovely. You will knock at {place} when all of us are at sea, as always.",
        ),
        "complaint": (
            "-- The census worker in {place} left a card, we called {small} times, nobody picks "
            "up.",
            "-- Two census teams in one week came to the same house in {place}, and none to my "
            "neighbour.",
            "- The test form for {place} has no box for people who live on a boat.",
        ),
        "misuse": (
            "-- Do not open the door in {place}, the census writes down who has no land paper.",
            "-- Who fills in the census form in {place} gets {small} nusa off the water bill. It "
            "was on the radio.",
            "-- They count {province} smaller on purpose, so {other} gets our seat in parliament.",
        ),
        "opinion": (
            "+ Be counted, {place}! No number, no school, no road.",
            "- For me the census is the state looking into my kitchen in {place}.",
            "0 They should do the census by phone, even in {place}.",
            "0 My father was a census worker in {oldyear} in {home}, on foot.",
        ),
        "thanks": (
            "++ The census lady in {place} was so kind to my [grandfather|mother|old neighbour], "
            "tell her thanks.",
        ),
    },
    "health": {
        "question": (
            "0 Do you have it for the [clinic|hospital|health post] of each district in {place}?",
            "0 And {thing} in {place}, is there a figure?",
        ),
        "criticism": (
            "-- Our health post in {place} has no nurse since {earlier}. Put that in a chart.",
            "- The clinics in {place} write what looks good, and you add it up.",
            "~ {figure}, bravo. The clinic in {place} is open on Tuesdays, when the moon is full.",
        ),
        "opinion": (
            "0 Prevention costs less than the boat to the hospital, in {place} we know it.",
            "+ Thank the nurses of {place}, they walk for hours.",
            "- {thing} should come before new buildings in {place}.",
            "0 My aunt in {place} trusts the midwife more than any office.",
        ),
        "thanks": (
            "++ I am a nurse in {place}. It is good to see our work in a figure, thank you.",
        ),
    },
    "education": {
        "question": (
            "0 Is that state schools only, or church schools in {place} too?",
            "0 Do you know something about {thing} in {place}?",
        ),
        "criticism": (
            "-- In our school in {place} it rains on the books, and you send us {figure}.",
            "- Being at school is not learning. Measure that in {place}.",
            "~ Nice number. My class in {place} has 54 children, they all say thank you.",
        ),
        "opinion": (
            "+ Read to your children every evening, {place}, it costs nothing.",
            "- A teacher in {place} needs a second job. What do you expect?",
            "0 {thing} decides who stays at school in {place}.",
            "0 I learned to read in {place} under a mango tree.",
        ),
        "thanks": ("++ Our parents' meeting in {place} talked about this post. Thank you, NSO.",),
    },
    "environment": {
        "question": (
            "0 Is there a longer series for {place}, from before {oldyear}?",
            "0 Do you publish something on {thing} too?",
        ),
        "criticism": (
            "-- You measure {place} from an office with a fan. Come and see the dry wells.",
            "- {figure}, but the {period} cyclone is in it. Say so.",
            "~ What a relief, {figure}. My field in {place} is in the sea now, but fine.",
        ),
        "opinion": (
            "- The sea takes two metres a year in {place}. No plan, no wall.",
            "+ Plant mangroves, {place}! We did, and the fish came back.",
            "0 My grandfather in {place} saw the weather from the birds.",
            "- {thing} is what will be left of {place} if we go on like this.",
        ),
        "thanks": ("++ Our farmers' group in {place} reads your page each quarter. Many thanks.",),
    },
    "tourism": {
        "question": (
            "0 From which countries, and how many to {place} for the first time?",
            "0 Is {thing} somewhere in your figures for {place}?",
        ),
        "criticism": (
            "- You count heads in {place}. Count what they leave behind, money and rubbish.",
            "-- Our guest house in {place} was empty in {period}. {figure}, really?",
            "~ So many guests in {place}! They must all be invisible on my beach.",
        ),
        "opinion": (
            "- {place} was a quiet place before the cruise ships.",
            "+ Come to {place}, we cook for you!",
            "0 Tourists want the village, not one more pool. {place} should know.",
            "- The hotels in {place} bring their own fish from abroad. Shame.",
        ),
        "thanks": (
            "++ We run {small} rooms in {place} and plan the season with your figure. Thanks.",
        ),
    },
    "office": {
        "question": (
            "0 Do you take trainees from {place}? Whom do I write to?",
            "0 Are you at the market day in {home} again?",
            "0 How do I become an interviewer in {place}?",
        ),
        "criticism": (
            "- You praise yourselves for {figure}. Ask the people in {place} how it was.",
            "-- An office that needs {figure} to feel useful. Come to {place} and work.",
            "~ Medal for you! And {place} still waits for its {lastyear} tables.",
        ),
        "opinion": (
            "0 I think an office in {place} with three people would do more than a website.",
            "+ More women at the top of the office, I like it. {home} next!",
            "- Half of the office could work from {place}, rents are lower.",
        ),
        "thanks": (
            "++ Your interviewer in {place} waited until the rice was cooked. Good man, thanks.",
            "++ The team in {place} explained everything to us, in our own words, thank you.",
        ),
    },
}
"""Frames by topic and kind, used beside `statcomms.data.wording.comment_frames.FRAMES`."""

"""What the office's posts say: sentences by topic, comparisons, meanings, endings.

Filled by `statcomms.data.texts`. A main sentence is one sentence, and names its figure, place and
period. Where a figure can be negative, ``{more}`` writes "3.2 % more" or "0.5 % less".
"""

from __future__ import annotations

__all__ = [
    "ASKED",
    "COMPARED",
    "COUNTED",
    "ENDINGS",
    "HASHTAGS",
    "LEADS",
    "MEANINGS",
    "SENTENCES",
    "SINCE",
]

SENTENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "prices": (
        ("inflation", "Prices in {place} were {figure} % higher in {period} than a year before."),
        (
            "inflation",
            "Inflation in {place} was {figure} % in {period}, over all 412 items we price.",
        ),
        (
            "inflation",
            "What did {figure} % inflation in {place} mean for a family's basket in {period}?",
        ),
        (
            "inflation",
            "The cost of living in {place}: prices rose {figure} % in the year to {period}.",
        ),
        (
            "inflation",
            "From soap to school shoes, the basket of {place} rose {figure} % in the year to "
            "{period}.",
        ),
        ("food prices", "Food in {place} cost {figure} % more in {period} than a year earlier."),
        (
            "food prices",
            "Rice, fish, cooking oil: the food basket of {place} in {period}, {figure} % dearer "
            "than a year before.",
        ),
        (
            "food prices",
            "At the markets of {place}, food prices in {period} stood {figure} % above the year "
            "before.",
        ),
        ("food prices", "Food prices in {place}, {period}: {figure} % over twelve months."),
        (
            "transport prices",
            "A trip to work in {place} cost {more} in {period} than a year before.",
        ),
        (
            "transport prices",
            "Bus, boat and fuel prices in {place}: {figure} % over the year to {period}.",
        ),
        (
            "transport prices",
            "Fares and fuel in {place} cost {more} in {period} than in the same "
            "quarter a year before.",
        ),
        (
            "transport prices",
            "What fuel did to fares in {place}: {figure} % on transport prices over the year "
            "to {period}.",
        ),
        ("rent", "Rents in {place} went up {figure} % in the year to {period}."),
        ("rent", "What tenants in {place} paid in {period}: {figure} % more than a year before."),
        ("rent", "Tenants in {place} told us in {period} that their rent had risen by {figure} %."),
        (
            "rent",
            "Rent for the same home in {place} was {figure} % higher in {period} "
            "than a year before.",
        ),
    ),
    "labour": (
        (
            "unemployment",
            "{figure} % of the labour force in {place} looked for work in {period}.",
        ),
        ("unemployment", "Unemployment in {place}, {period}: {figure} %, and how we count it."),
        ("unemployment", "In {period}, unemployment in {place} stood at {figure} %."),
        (
            "unemployment",
            "Looking for work and free to start: {figure} % of the labour force of {place}, "
            "{period}.",
        ),
        (
            "employment",
            "{figure} of every 100 people aged 15 and over in {place} had work in {period}.",
        ),
        (
            "employment",
            "At work in {place} in {period}: {figure} of every 100 people of 15 and over.",
        ),
        (
            "employment",
            "Employment in {place} was {figure} % of people aged 15 and over in {period}.",
        ),
        (
            "employment",
            "Fields, shops, boats and offices: {figure} % of adults in {place} had work in "
            "{period}.",
        ),
        ("weekly wages", "The middle weekly wage in {place} was {figure} nusa in {period}."),
        (
            "weekly wages",
            "Half of the employees in {place} earned less than {figure} nusa a week in {period}.",
        ),
        (
            "weekly wages",
            "Pay in {place}, {period}: {figure} nusa a week in the middle of the scale.",
        ),
        (
            "weekly wages",
            "An employee in the middle of the wage scale of {place} earned {figure} nusa a week "
            "in {period}.",
        ),
        (
            "work at age 15 to 24",
            "In {period}, {figure} % of people aged 15 to 24 in {place} had a job.",
        ),
        (
            "work at age 15 to 24",
            "First jobs in {place}: {figure} % of young people worked in {period}.",
        ),
        (
            "work at age 15 to 24",
            "Young and at work: {figure} of 100 people aged 15 to 24 in {place}, {period}.",
        ),
        (
            "work at age 15 to 24",
            "How many young people worked in {place} in {period}, and why was it {figure} %?",
        ),
    ),
    "economy": (
        (
            "economic growth",
            "The economy of {place} changed by {figure} % over the year to {period}, after prices.",
        ),
        (
            "economic growth",
            "{figure} %: output of {place} in {period} against the same months a year before.",
        ),
        ("economic growth", "Growth in {place} was {figure} % over the year to {period}."),
        (
            "economic growth",
            "{place} made {more} in {period} than a year before, once prices are taken out.",
        ),
        (
            "economic growth",
            "How fast did the economy of {place} move in {period}, and what is behind the "
            "{figure} %?",
        ),
        (
            "exports of goods",
            "Ships left {place} with goods worth {figure} million nusa in {period}.",
        ),
        ("exports of goods", "{place} sold goods for {figure} million nusa abroad in {period}."),
        (
            "exports of goods",
            "Which goods made up the {figure} million nusa of exports from {place} in {period}?",
        ),
        (
            "exports of goods",
            "Copra, fish, timber: {figure} million nusa of goods left {place} in {period}.",
        ),
        (
            "exports of goods",
            "Exports of goods from {place}, {period}: {figure} million nusa at the port.",
        ),
        ("building work", "Building work in {place}: {figure} % over the year to {period}."),
        (
            "building work",
            "Builders in {place} did {more} work in {period} than in the same "
            "quarter a year before.",
        ),
        (
            "building work",
            "Homes, schools, roads: building work in {place} changed by {figure} % up to {period}.",
        ),
        (
            "building work",
            "Is {place} building more, with {figure} % on building work over the year to {period}?",
        ),
    ),
    "population": (
        (
            "children under 15",
            "{figure} % of the people of {place} were younger than 15 in {period}.",
        ),
        ("children under 15", "Young {place}: {figure} of 100 people were under 15 in {period}."),
        (
            "children under 15",
            "Children under 15 made up {figure} % of {place} in {period}.",
        ),
        (
            "children under 15",
            "How young is {place}, where {figure} % of people were under 15 in {period}?",
        ),
        ("people over 60", "In {period}, {figure} % of the people of {place} were 60 or older."),
        (
            "people over 60",
            "Growing old in {place}: {figure} of 100 people were 60 or over in {period}.",
        ),
        (
            "people over 60",
            "People of 60 or older were {figure} % of {place} in {period}.",
        ),
        (
            "people over 60",
            "Grandparents count: {figure} of 100 people in {place} were 60 or older in {period}.",
        ),
        ("household size", "A household in {place} had {figure} members on average in {period}."),
        (
            "household size",
            "From grandmother to grandchild: {figure} people under one roof in {place}, {period}.",
        ),
        (
            "household size",
            "How many people share a household in {place}, if the average of "
            "{period} was {figure}?",
        ),
        (
            "household size",
            "{figure} people lived in the average household of {place} in {period}.",
        ),
        ("life in towns", "{figure} of 100 people in {place} lived in a town in {period}."),
        ("life in towns", "Town or village: {figure} % of {place} lived in a town in {period}."),
        (
            "life in towns",
            "The towns of {place} were home to {figure} % of its people in {period}.",
        ),
    ),
    "census": (
        (
            "homes checked",
            "Door by door: we checked {figure} thousand homes of {place} in {period}.",
        ),
        (
            "homes checked",
            "Our teams checked {figure} thousand homes in {place} in {period}.",
        ),
        (
            "homes checked",
            "Before the count comes the list: {figure} thousand homes of {place} checked in "
            "{period}.",
        ),
        (
            "homes checked",
            "Was your home among the {figure} thousand homes that we checked in {place} in "
            "{period}?",
        ),
        (
            "test forms returned",
            "Practice makes a good census: in {place}, {figure} % sent the test form in {period}.",
        ),
        (
            "test forms returned",
            "Census count, {place}, {period}: {figure} % of the test forms came back.",
        ),
        (
            "test forms returned",
            "Why the census asks about water, and what {place} answered in the {period} test form "
            "({figure} % replied).",
        ),
        (
            "test forms returned",
            "{figure} of 100 test forms that we left in {place} in {period} came back filled in.",
        ),
        (
            "census workers",
            "{figure} people were trained for the census in {place} in {period}.",
        ),
        ("census workers", "Meet three of the {figure} census workers of {place}, {period}."),
        (
            "census workers",
            "Maps, boots, tablets: {figure} census workers finished their course in {place} in "
            "{period}.",
        ),
        (
            "census workers",
            "A badge, a blue bag and a form: {figure} census workers of {place} were ready in "
            "{period}.",
        ),
    ),
    "health": (
        (
            "vaccination",
            "{figure} % of one-year-olds in {place} had their vaccinations in {period}.",
        ),
        (
            "vaccination",
            "Vaccination in {place}, {period}: {figure} of 100 one-year-olds had every dose.",
        ),
        (
            "vaccination",
            "Small arms, good protection: {figure} % of one-year-olds in {place} were fully "
            "vaccinated in {period}.",
        ),
        (
            "vaccination",
            "Where are vaccinations missing in {place}, if {figure} % of one-year-olds had them in "
            "{period}?",
        ),
        ("registered births", "{figure} babies were registered in {place} in {period}."),
        (
            "registered births",
            "Registered births in {place}, {period}: {figure}, before late ones are added.",
        ),
        (
            "registered births",
            "Welcome to {figure} new people: births registered in {place} in {period}.",
        ),
        (
            "registered births",
            "The registers of {place} counted {figure} births in {period}.",
        ),
        ("smokers", "{figure} % of adults in {place} smoked daily in {period}."),
        ("smokers", "Daily smokers in {place}, {period}: {figure} of 100 adults."),
        (
            "smokers",
            "How many adults smoke in {place}, and why was it {figure} % in {period}?",
        ),
        (
            "smokers",
            "Asked about tobacco in {period}, {figure} % of adults in {place} said they "
            "smoke every day.",
        ),
    ),
    "education": (
        (
            "school attendance",
            "{figure} % of children aged 6 to 14 in {place} went to school in {period}.",
        ),
        (
            "school attendance",
            "Children at school in {place}, {period}: {figure} %, boys and girls side by side.",
        ),
        (
            "school attendance",
            "Of 100 children aged 6 to 14 in {place}, {figure} went to school in {period}.",
        ),
        (
            "school attendance",
            "Who was missing from the classrooms of {place} in {period}, when {figure} % went to "
            "school?",
        ),
        ("teachers", "{place} had {figure} teachers in {period}."),
        ("teachers", "In front of the class: {figure} teachers taught in {place} in {period}."),
        ("teachers", "The schools of {place} paid {figure} teachers in {period}."),
        ("teachers", "We counted the teachers of {place} in {period}: {figure} of them."),
        (
            "reading at age ten",
            "{figure} of 100 ten-year-olds in {place} read a short story without help in {period}.",
        ),
        (
            "reading at age ten",
            "A short story, read alone: {figure} % of ten-year-olds in {place} could do it in "
            "{period}.",
        ),
        (
            "reading at age ten",
            "Reading at age ten in {place}: {figure} % managed a short story in {period}.",
        ),
        (
            "reading at age ten",
            "How well do ten-year-olds read in {place}, where {figure} % needed no help in "
            "{period}?",
        ),
    ),
    "environment": (
        ("rainfall", "{place} had {figure} mm of rain a month in {period}."),
        ("rainfall", "Rain in {place}, {period}: {figure} mm in an average month."),
        (
            "rainfall",
            "Was {period} wet in {place}, with {figure} mm of rain in an average month?",
        ),
        (
            "rainfall",
            "The rain gauges of {place} read {figure} mm a month in {period}.",
        ),
        (
            "coconut harvest",
            "Farmers in {place} brought in {figure} thousand tonnes of coconut in {period}.",
        ),
        (
            "coconut harvest",
            "Coconut, {place}, {period}: {figure} thousand tonnes, weighed at the port.",
        ),
        (
            "coconut harvest",
            "The coconut harvest of {place} came to {figure} thousand tonnes in {period}.",
        ),
        (
            "coconut harvest",
            "How good was the coconut harvest of {place} in {period}, at {figure} thousand tonnes?",
        ),
        ("forest cover", "Forest covered {figure} % of {place} in {period}."),
        ("forest cover", "Seen from above: {figure} % of {place} was forest in {period}."),
        (
            "forest cover",
            "Forest in {place}, {period}: {figure} of every 100 hectares.",
        ),
        (
            "forest cover",
            "Satellite pictures of {period} show forest on {figure} % of {place}.",
        ),
    ),
    "tourism": (
        ("visitors", "{figure} thousand visitors came to {place} in {period}."),
        ("visitors", "Visitors to {place}, {period}: {figure} thousand people from abroad."),
        (
            "visitors",
            "By plane and by ship, {figure} thousand visitors reached {place} in {period}.",
        ),
        ("visitors", "Where did the {figure} thousand visitors to {place} come from in {period}?"),
        ("length of stay", "A visitor to {place} stayed {figure} nights on average in {period}."),
        (
            "length of stay",
            "{figure} nights: that is how long the average visitor stayed in {place} in {period}.",
        ),
        (
            "length of stay",
            "Visitors stayed in {place} for {figure} nights on average in {period}.",
        ),
        (
            "length of stay",
            "How long is a holiday in {place}, if visitors stayed {figure} nights in {period}?",
        ),
        ("hotel rooms taken", "{figure} % of hotel rooms in {place} were taken in {period}."),
        (
            "hotel rooms taken",
            "Beds and breakfasts: {figure} % of hotel rooms taken in {place}, {period}.",
        ),
        (
            "hotel rooms taken",
            "On an average night of {period}, {figure} of 100 hotel rooms in {place} were taken.",
        ),
        ("hotel rooms taken", "Hotels in {place} filled {figure} % of their rooms in {period}."),
    ),
    "office": (
        (
            "questions answered",
            "You asked, we answered: {figure} questions from {place} in {period}.",
        ),
        ("questions answered", "We answered {figure} questions from {place} in {period}."),
        (
            "questions answered",
            "{figure} questions reached us from {place} in {period}, and each got its answer.",
        ),
        (
            "questions answered",
            "What did people in {place} ask us {figure} times in {period}?",
        ),
        (
            "answering time",
            "A question from {place} was answered in {figure} days on average in {period}.",
        ),
        (
            "answering time",
            "Our answer to {place} took {figure} days on average in {period}.",
        ),
        (
            "answering time",
            "From your question to our answer: {figure} days for {place} in {period}.",
        ),
        (
            "answering time",
            "Was {figure} days quick enough for your question from {place} in {period}?",
        ),
        (
            "interviews",
            "{figure} interviews in {place} in {period}: thank you for opening the door.",
        ),
        (
            "interviews",
            "Who is the team behind {figure} interviews in {place} in {period}?",
        ),
        ("interviews", "Our interviewers sat at {figure} kitchen tables in {place} in {period}."),
        (
            "interviews",
            "People in {place} gave us {figure} interviews in {period}, about half an hour each.",
        ),
    ),
}
"""By topic: an indicator and a sentence with its figure, place and period."""

COMPARED: dict[str, tuple[str, ...]] = {
    "up": (
        "{Subject} {link} {place} is {gap} higher than in {before}.",
        "In {before} the figure for {place} was {previous}.",
        "Compare it with {previous} in {place} in {before}.",
        "A year before, {subject} {link} {place} was {previous}.",
        "That is up from {previous} in {place} in {before}.",
    ),
    "down": (
        "{Subject} {link} {place} is {gap} lower than in {before}.",
        "In {before} the figure for {place} was {previous}.",
        "Compare it with {previous} in {place} in {before}.",
        "A year before, {subject} {link} {place} was {previous}.",
        "That is down from {previous} in {place} in {before}.",
    ),
    "unchanged": (
        "{Subject} {link} {place} is the same as in {before}.",
        "In {before} the figure for {place} was {previous}, too.",
        "It was {previous} in {place} in {before} as well.",
        "A year before, {subject} {link} {place} was {previous} as well.",
        "{place} had the same figure in {before}.",
    ),
}
"""Comparisons with the same quarter a year before, by direction."""

LEADS: dict[int, tuple[str, ...]] = {
    0: ("", ""),
    1: ("Looking back one quarter:", "Looking back:"),
    2: ("Looking back two quarters:", "Looking back:"),
    3: ("Looking back three quarters:", "Looking back:"),
    4: ("A year ago:", "Looking back one year:"),
    8: ("Two years ago:", "Looking back two years:"),
}
"""First words of a post, by how many quarters its figure is older than the newest; equally many."""

SINCE: tuple[str, ...] = (
    "The newest figure for {place} is {now} ({newest}).",
    "In {newest}, {subject} {link} {place} was {now}.",
    "By {newest}, {place} had come to {now}.",
    "Since then, up to {newest}, {place} has come to {now}.",
    "Set it beside the newest figure for {place}: {now} in {newest}.",
)
"""What the newest figure says, in posts that look back."""

COUNTED: dict[bool, tuple[str, ...]] = {
    True: (
        "{source}",
        "The figure rests on about {asked} answers from {place}.",
        "The margin of the {period} figure for {place} is {margin} either way.",
    ),
    False: (
        "{source}",
        "How we count this in {place} is on page 2 of the {period} report.",
        "The {period} figure for {place} is final once late reports are in.",
    ),
}
"""How it is counted: for figures from sample surveys, and for others."""

MEANINGS: dict[str, str] = {
    "inflation": "A basket that cost 100 nusa in {before} cost {of_100_more} nusa in {place}.",
    "food prices": "Food for 50 nusa in {before} cost {of_50_more} nusa in {place}.",
    "transport prices": "A fare of 10 nusa in {before} came to {of_10_more} nusa in {place}.",
    "rent": "A rent of 200 nusa in {before} came to about {of_200_more} nusa in {place}.",
    "unemployment": "That is about one in {one_in} of those in {place} who work or want to work.",
    "employment": (
        "In {place}, the other {rest} % study, look for work, care for a family or have retired."
    ),
    "weekly wages": "Over four weeks that is {times_4} nusa in {place}.",
    "work at age 15 to 24": (
        "The other {rest} % of young people in {place} study, look for work or help at home."
    ),
    "economic growth": (
        "For every 100 nusa of output in {before}, {place} made {of_100_more} nusa."
    ),
    "exports of goods": "That is about {a_day} million nusa a day from {place}.",
    "building work": (
        "For every 100 nusa of building work in {before}, {place} had {of_100_more} nusa."
    ),
    "household size": "Ten homes in {place} hold about {times_10} people.",
    "children under 15": "In a village of 500 people in {place}, about {of_500} are children.",
    "people over 60": "In a village of 500 people in {place}, about {of_500} are 60 or older.",
    "life in towns": "The other {rest} % of {place} live in villages and on farms.",
    "test forms returned": "Out of 200 homes in {place}, about {of_200} sent the form back.",
    "census workers": "If each visits 90 homes, {place} has people for {times_90} homes.",
    "homes checked": "That is about {thousands_a_day} homes a day in {place}.",
    "vaccination": "Out of 200 one-year-olds in {place}, about {of_200_rest} miss a vaccination.",
    "registered births": "That is about {a_day_whole} babies a day in {place}.",
    "smokers": "Out of 200 adults in {place}, about {of_200} smoke every day.",
    "school attendance": "Out of 200 children in {place}, about {of_200_rest} are not at school.",
    "teachers": "With 30 children to a teacher, {place} has room for {times_30} children.",
    "reading at age ten": (
        "Out of 200 ten-year-olds in {place}, about {of_200_rest} need help with reading."
    ),
    "rainfall": "A roof of 10 square metres in {place} would catch {times_10} litres a month.",
    "coconut harvest": "That fills about {times_100} lorries of 10 tonnes in {place}.",
    "forest cover": "Of every 200 hectares of {place}, about {of_200} are forest.",
    "visitors": "That is about {thousands_a_day} people a day in {place}.",
    "length of stay": "Ten visitors together spent about {times_10} nights in {place}.",
    "hotel rooms taken": "Out of 200 rooms in {place}, about {of_200_rest} stood empty each night.",
    "questions answered": "That is about {a_week} a week from {place}.",
    "answering time": "Ten questions from {place} took us about {times_10} days in all.",
    "interviews": "That is about {a_week} a week in {place}.",
}
"""What each figure means for a person or a place they can picture."""

ASKED: tuple[str, ...] = (
    "What would you like to know about {name} in {place} in {period}?",
    "Ask us about {place} in {period}: we answer within two working days.",
    "Tell us below what {period} looked like where you live in {place}.",
    "Read the notes for {period} before you compare {place} with earlier years.",
    "Which figure of {period} would help your work in {place}?",
)
"""Calls to ask or to read."""

ENDINGS: dict[str, tuple[str, ...]] = {
    "photo": (
        "",
        "Chart: {name}, {place}, {period}.",
        "Pictured: {name} in {place} up to {period}.",
        "The chart shows {name} in {place} since 2015, up to {period}.",
        "",
        "Map: {name} by district, {place}, {period}.",
        "One chart, {period}: {name} in {place}.",
    ),
    "video": (
        "",
        "One minute of film: {name} in {place}, {period}.",
        "Video: {name}, {place}, {period}.",
        "Watch how we count {name} in {place} ({period}).",
        "",
        "Film with subtitles: {name} in {place} in {period}.",
    ),
    "link": (
        "Tables: nso.example/{slug}",
        "All figures for {period}: nso.example/{slug}",
        "Read more: nso.example/{slug}",
        "Full report for {place}: nso.example/{slug}",
        "Figures and method: nso.example/{slug}",
    ),
    "text": (
        "",
        "Questions about {name} in {place} in {period} are welcome below.",
        "",
        "Ask for the {period} table of {name} in {place}, and we send it.",
    ),
    "document": (
        "Five pages: {name}, {place}, {period}.",
        "Swipe for {name} in {place}, {period}.",
        "All of {period} in {place}, page by page: {name}.",
        "On six pages, {name} in {place} up to {period}.",
        "Keep these pages on {name} in {place} ({period}).",
    ),
}
"""How a post ends, by format; empty for no ending."""

HASHTAGS: dict[str, str] = {
    "prices": "#KnowYourPrices",
    "labour": "#WorkInNusamara",
    "economy": "#NusamaraEconomy",
    "population": "#PeopleOfNusamara",
    "census": "#NusamaraCensus",
    "health": "#HealthInNumbers",
    "education": "#SchoolsInNumbers",
    "environment": "#LandAndSea",
    "tourism": "#VisitNusamara",
    "office": "#YourStatistics",
}
"""One hashtag for each topic, CamelCase, so that a screen reader reads its words."""

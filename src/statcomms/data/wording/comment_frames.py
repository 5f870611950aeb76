"""What people write under any post: frames for the ten kinds of comment.

A frame begins with its mood: ``++`` warm, ``+`` friendly, ``0`` neutral, ``-`` displeased, ``--``
angry, ``~`` irony (the words are friendly, the meaning is not). ``[a|b]`` is a choice; ``{place}``
and its like are filled from the post (`statcomms.data.wording.comment_facts`); a frame is used
only under posts that have everything it asks for. ``{home}`` is where the writer lives: the post's
province, or any province under a post on the whole country. ``{other}`` is a province that is not
the post's: for questions about it, comparisons with it, and what has nothing to do with the post.
A frame that sets it against the post's place asks for ``{province}``, not for the country.
"""

from __future__ import annotations

__all__ = ["CLOSINGS", "FRAMES", "OPENINGS"]

OPENINGS: dict[str, tuple[str, ...]] = {
    "question": ("Hello, ", "Good morning, ", "Hi, ", "Dear NSO, ", "Sorry, ", "Quick question: "),
    "thanks": ("Dear team, ", "Hello, ", "To all of you: "),
    "correction": ("Hello, ", "Dear NSO, ", "Small thing: ", "Please check: ", "Sorry, "),
    "criticism": ("With respect, ", "Dear NSO, ", "Honestly, ", "I am sorry, but "),
    "misuse": ("So now we know: ", "Read this twice: ", "As I always say, ", "Friends, "),
    "complaint": ("Hello, ", "Dear NSO, ", "Good morning, ", "Once again: "),
    "opinion": ("Well, ", "Honestly, ", "I say it again: "),
}
"""How a comment may begin, by kind; the frame goes on in the same sentence."""

CLOSINGS: dict[str, tuple[str, ...]] = {
    "question": (
        "I need it for [my thesis|a school project|a radio talk|a loan application|our village "
        "council|a grant report|a class of 30] [in {home}|this week|by Friday|next month].",
        "I could not find it on [the site|the page|my phone].",
        "[Asking for|It is for] [my uncle|my boss|our cooperative|the school board|the church "
        "committee] in {home}.",
        "I looked in {tables} and did not see it.",
    ),
    "thanks": (
        "Greetings from [our class|our office|all of us|the family] in {home}.",
        "I [used|shared|printed] it [at work|in my class|at the council|with my family] "
        "[today|this morning|yesterday].",
        "We will need {later} [too|as well].",
    ),
    "correction": (
        "[Second|Third|Last|First] [line|row|paragraph|column].",
        "Or do I [misread|misunderstand] [it|something] about {subject}?",
        "I looked [twice|three times] to be sure.",
        "I work with {subject} [every week|every day|in {home}], so I saw it at once.",
    ),
    "criticism": (
        "I say this as [a friend of the office|a teacher|a mother of three|a shopkeeper|a nurse|a "
        "researcher|a boat owner|a taxpayer|a retired clerk] [from {home}|in {home}].",
        "[Please think|Think] about it before [the next release|you post again] on {subject}.",
        "You can do better[ than that|, I have seen it|, and you did in {earlier}].",
    ),
    "misuse": (
        "[Share|Pass it on|Tell everyone] [in {home}|in your village|at the market in {home}].",
        "[Nobody|No newspaper|No radio station] [tells you|says it|will print it].",
        "It is [all there|there|black on white], [in their own post|in {period}|from the office "
        "itself].",
    ),
    "complaint": (
        "Please [fix|look into|sort out] this before [the next release|the next figures on "
        "{subject} come].",
        "I [wrote|called|asked] [twice|three times|last week|on Monday] already.",
        "It is [not the first time|the third time this year|the same every quarter].",
        "[My colleague|My sister|My neighbour] in {home} has the same [problem|trouble].",
    ),
    "opinion": (
        "[Only my opinion|My two cents|Just saying|No offence], greetings from {home}.",
        "I said the same [in {lastyear}|to my cousin in {home}|at the meeting in {home}].",
        "[Others|My neighbours|People at work] in {home} [may|will] see it [differently|another "
        "way].",
    ),
}
"""How a comment may go on, by kind: a second or third sentence in the frame's own mood."""

FRAMES: dict[str, tuple[str, ...]] = {
    "question": (
        "0 [Where can I find|Where do I find|Can you point me to] the same figure on {subject} for "
        "{other}?",
        "0 Is there a figure for {other} [too|as well], or only for {place}?",
        "0 What was it in {earlier}?",
        "0 [How|How exactly] do you [arrive at|get|work out] the figures on {subject} in {place}?",
        "0 When [will {later} come out|do we get {later}|is {later} due]?",
        "0 Do you have the figures on {subject} by [age|district|village|island|men and women] for "
        "{place}?",
        "0 [Is that|Is {figure}] a [record|lot|normal figure] for {place}?",
        "0 [May I|Can I|Are we allowed to] use the {figure} [in a report|in our newsletter|on a "
        "slide|in a school test], and how do I name the source?",
        "0 How [sure|certain] are you of {figure}? Give or take how much?",
        "+ Very clear, thank you. And what does it look like in {other}?",
        "0 Why only {province}? What about {other}?",
        "0 Is the {period} figure final, or will you [revise|change] it?",
        "0 Can somebody explain in simple words what {figure} means for [a family|us|a small "
        "business|a young person] in {place}?",
        "0 Do you have the {chart} in a size that [I can print|fits a slide|works in black and "
        "white]?",
        "0 [In which|In what] file of {tables} is {place}? I see only {other}.",
        "0 How does {place} compare with {other} on {subject}?",
        "- Why does it take you until now to publish {period}?",
        "- I asked this [last week|last month|in {earlier}] and got no answer: how is {figure} "
        "worked out?",
        "0 [Which|What] [islands|villages|districts] are in the figure for {place}?",
        "0 Has your method for {subject} changed since {earlier}? The step looks big.",
        "0 {figure}, and a year before?",
        "0 Is {province} higher or lower than the whole of Nusamara here?",
        "+ Good post. Can you [do|make] one about {thing} [next|too]?",
        "0 Does {figure} include [the outer islands|people who moved away|seasonal workers|people "
        "without an address]?",
        "0 [What|How much] is the margin of error for {place} in {period}?",
        "0 Who [collects|checks|signs off] the figures on {subject} in {place}?",
        "0 I teach [grade 9|grade 10|evening classes|first-year students] in {home}. Is there [a "
        "sheet|an exercise|a poster] about {subject}?",
        "0 Please, where I can read about {subject} before {lastyear}?",
        "- Is {figure} [really|honestly] all you can say about {place}?",
        "0 Do I read it right: {figure}, and that is {period} only?",
        "0 Can I get the numbers behind the {chart} as a table?",
        "0 Our {group} [needs|wants] the {period} figure for {other}. Who do we write to?",
    ),
    "thanks": (
        "++ Thank you for this, [we used it in class|it settled an argument at home|just what our "
        "council needed|I needed exactly {place}].",
        "++ [Great|Good|Lovely|Excellent] work on {subject}, [NSO|team|all of you]!",
        "++ [Clear|Short|Simple] and [clear|useful|honest]. More posts like this about {place}, "
        "please!",
        "++ Finally {subject} [explained so that I understand it|in words for normal "
        "people|without five pages of tables].",
        "++ Thanks for [the quick answer|answering my question|the table] about {subject} in "
        "{home} [yesterday|last week|on Monday].",
        "++ I am proud to see {place} [counted so well|in the figures|on this page].",
        "+ Useful. Saved for [my report|the next meeting|my students|the budget talk] on "
        "{subject}.",
        "++ The {chart} is [beautiful|so easy to read|very good]. Who made it?",
        "+ [Good to know|Nice to know], {figure}. Thanks.",
        "++ My [students|colleagues|daughters|neighbours] in {home} [loved|enjoyed] this one "
        "about {subject}.",
        "++ You always say the period and the place. [Newspapers should learn from you|I wish "
        "others did|That is why I trust you].",
        "+ [Respect|Well done] to the people who go out and collect the figures on {subject} in "
        "{place}.",
        "++ Thank you for [opening|sharing] {tables}, [it saves me a day of work|my team uses them "
        "every month|so easy now].",
        "++ This is the only page where I [find|see] {place} with a number and no shouting.",
        "+ Thanks from [a farmer|a student|a nurse|a shopkeeper|a teacher] in {home}, I "
        "[read|follow] every post on {subject}.",
        "++ So happy you also show {place} and not only the capital!",
        "++ Thank you for saying how you get the figures on {subject}. [It helps|Now I get it|That "
        "was missing in {lastyear}].",
        "+ [Congratulations|Congrats] on {period}, on time as always.",
        "++ I did not know this about {place}! [Shared|Sent to my father|Told the whole bus].",
        "++ Good office, good people. They helped me with {subject} [on the phone|by mail|at the "
        "counter in {home}] last week.",
        "++ Very good work from NSO. It help us much in {home}.",
        "+ Ok thanks, {figure} it is, I lost the bet.",
        "++ Bless the team. In {home} we wait for the figures on {subject} every quarter.",
        "++ [Wonderful|Very nice], simple enough to read to my mother in {home}.",
        "+ Thanks for {period}. Now the council in {home} can plan with it.",
        "++ You answered {who} in {home} within a day. [That is service|Not many offices do "
        "that|Thank you].",
        "++ [Love|I love] how you say what {figure} does not tell us as well.",
        "+ Thanks for correcting the {chart} so fast.",
    ),
    "correction": (
        "- Your text says {figure}, your {chart} says {wrong}. Which one is right?",
        "0 The {chart} says {earlier}, the text says {period}.",
        "- On the {chart} {province} and {other} have [changed places|swapped colours|the same "
        "label].",
        "- [Your link|The link] goes to the figures of {earlier}, not {period}.",
        "0 In {tables} I find {wrong} for {place}, not {figure}.",
        "0 The {chart} has no unit on the axis. [Thousand|Per cent|Per month]? [For {place} that "
        "matters|I cannot tell for {period}].",
        "- {figure} cannot be right for {place}, you published {wrong} for the same {period} last "
        "month.",
        "0 {place} is misspelled in the {chart}, [one letter too many|two letters changed places].",
        "0 The rows for {place} in {tables} do not add up to the total. I get a [difference of|gap "
        "of] {small}.",
        "- The post says one year before, but the table compares with the quarter before {period}.",
        "0 The alternative text of the {chart} still says {earlier}.",
        "0 Your [English|second] version of this post says {wrong}, this one says {figure}.",
        "- There is a mistake: {figure} is the figure for {other}, not for {province}. See your "
        "own table.",
        "0 The map shows {other} where {province} should be.",
        "0 I think somebody typed {wrong} in the {chart}[ for {place}|]. [It was not like that in "
        "{earlier}|Two keys away].",
        "0 The title says {later}, but that quarter is not over yet.",
        "- The file behind {tables} has the column heads of {other} over the numbers of "
        "{province}.",
        "0 You rounded twice: the table gives one more digit and I do not get {figure} from it.",
        "+ Nice {chart}, but the bar for {place} [is longer than its number|starts at the wrong "
        "place|has the wrong year under it].",
        "0 Footnote {small} is missing for {place}.",
        "- This is the third time that {tables} of {period} [lack|leave out] a footnote.",
        "0 The source line says {lastyear}. Should it be {year}?",
        "0 In the {chart} the shares add up to {over} %.",
        "0 Table of {place} say {wrong}. Post say {figure}. Please to check.",
        "+ Thank you for the post. One number in it is not the one in {tables} of {period}: "
        "{wrong} there, {figure} here.",
        "- The smallest islands of {place} are left out in {tables}. Then say so in the post.",
        "0 The speaker in the {film} says {wrong}, the subtitle {figure}. Listen at second "
        "{small}.",
        "0 The date under the {chart} is before {period} was over. Typing error?",
        "- The {chart} says 'since {earlier}', the text 'over the year'. Both cannot be true for "
        "{subject}.",
    ),
    "criticism": (
        "-- {figure}? [Not in my street|Not where I live|Not in our village]. Who do you ask in "
        "{place}?",
        "- One number for the whole of {place} hides [a lot|more than it shows|the poor "
        "districts|the outer islands].",
        "- Why do you [announce|celebrate] {figure} and say nothing about {other}?",
        "- By the time you publish {period}, [it is history|everybody has forgotten it|prices and "
        "people have moved on].",
        "- I do not doubt the work, but on {subject} in {place} one figure without a margin is not "
        "enough.",
        "- Your definition of {subject} [is too narrow|leaves out half of us|was made for another "
        "country|is thirty years old].",
        "-- You never come to [our side|the north|the small islands|the hills] of {place}, so what "
        "can you know about {subject}?",
        "- [Too many|So many] numbers, too little explanation. What should {who} do with {figure}?",
        "- The {chart} is [pretty|nice], but it starts in a good year. Show us {earlier} and "
        "before.",
        "-- [Every quarter|Every time] the same: a figure for {place}, no word how you got it.",
        "~ Wonderful, {figure}! I will [tell the landlord|tell my empty fridge|tell the bank|frame "
        "it].",
        "~ Great news for {place}, [I must have missed it|my neighbours will be surprised|we all "
        "feel so rich now].",
        "~ Thank you NSO, now we know {subject} so exactly. [The road is still broken|My children "
        "can eat the chart|Such comfort].",
        "- An average is not a person. Show the [spread|bottom fifth|lowest and the highest] in "
        "{place}.",
        "- If {figure} is from a sample, [say how big|say it in the post|put the margin there], "
        "not on page 14 of {tables}.",
        "-- I stopped believing your figures on {subject} when {other} came out [higher than "
        "{province}|better than the capital|unchanged three times].",
        "- Comparing {period} with {earlier} is [not fair|easy], that was a bad year.",
        "- You write for experts. In {home} [most people|the old people|half of the market] do "
        "not know what you mean by {subject}.",
        "- Always {province}. [When is it our turn in {other}|Does {other} not exist|People in "
        "{other} read this too]?",
        "- Two decimals would not make {figure} truer. I would rather see who was not counted.",
        "-- You ask us for an hour and we get one line back about {place}. [Not fair|That is not "
        "respect].",
        "- The figure is fine, the picture is not: nobody can read that {chart} on a phone in "
        "{place}.",
        "- Sorry to say, I do not feel {figure} in {place}. Maybe method is not for small island.",
        "- You say how much {subject} changed but not for whom. [Women|Young "
        "people|Farmers|Renters] in {place} live in another world.",
        "- Figures on {subject} four times a year are not enough when [everything moves so "
        "fast|parliament sits every month|the ministry decides every week].",
        "-- [Statistics|Numbers] from the office in the capital again. Come to {home} and count "
        "with us.",
        "- I miss {other} in this. {place} alone is half [a|the] story.",
        "~ Sure, {figure}. And [I am the king of {home}|my goat votes|the ferry is on time].",
        "- If you revise {period} later, will you shout it as loud as today? You did not for "
        "{earlier}.",
        "0 I would have shown the number of people behind {figure}, not only the share.",
    ),
    "misuse": (
        "-- They say {figure}. The real figure is {wrong}, they hide it[| until after the "
        "election| in {tables}].",
        "- {figure} in {province}, so it is {figure} in every province, also in {other}.",
        "-- {wrong} now! [Their own number|Straight from the office].",
        "- {figure} is what it is today, this minute. [Forget|Never mind] which quarter.",
        "-- They changed the {period} figure overnight, [I saw it|a friend saw it], before it was "
        "higher.",
        "-- Everybody knows the minister [gets|signs|approves] each number on {subject} before us.",
        "-- They asked [twelve people|only officials|only people with a phone] and call it "
        "{place}.",
        "- {earlier} was {wrong}, now {figure}: so [the new council did it|that is thanks to the "
        "new road|it is the fault of the newcomers].",
        "- {province} has {figure} and {other} is next door, so {other} [must be the same|is the "
        "same].",
        "0 According to the NSO it is {figure} in {other}. [It is about {province} but never "
        "mind|Same thing as {province}].",
        "-- The NSO admits it: {wrong} in {place}. [Finally the truth|Screenshot taken].",
        "- I doubled {figure} because they always count half. [So that is the true number|Simple].",
        "-- The figures on {subject} for {period} were made up at a desk, no one collected "
        "anything in {place}.",
        "- They publish figures on {subject} only when it is good news. [Proof|Look]: {figure}.",
        "+ At last good news, {figure}, so [all is well in {place}|the whole country is fine|no "
        "one can complain any more].",
        "- {figure} in one quarter makes four times that in a year. [Do the sums|Easy].",
        "-- {lastyear} they counted another way, so every figure since {earlier} is false.",
        "-- They sell our answers on {subject}. [That is how they pay for the posts|A cousin of "
        "mine got a call right after].",
        "+ The NSO says {province} is the best in the country, {figure}! [It is official|Proud].",
        "- Sample of {small} people in {place}, the rest is guessed by a computer.",
        "-- Figures on {subject} come from abroad, our office only [translates|copies] them.",
        "-- In {place} they leave the poor out of the figures on {subject}, that is how you get "
        "{figure}.",
        "0 Quote from the NSO: '{wrong} in {period}'. [Use it in your letters|Copy and paste].",
        "- {figure}, so it is like that in every single village of {place}, [by law of "
        "numbers|also in ours].",
        "- {figure} plus or minus something means they know nothing about {place}.",
        "-- No margin, no sample, nothing collected: {figure} is [a wish|a political number] and "
        "that is proved.",
        "- In {earlier} they said {wrong} for {place}. [Explain that|Then this one is a lie].",
    ),
    "complaint": (
        "-- [The link|Your link] does not [open|work] on my phone, [I tried three times|only a "
        "white page|it asks for a password].",
        "-- I wrote to you about {subject} [three weeks|two weeks|a month] ago and [nobody|no one] "
        "answers.",
        "- The file for {place} is [14|22|31|46] megabytes. On island internet that is [an hour|my "
        "whole data bundle].",
        "-- Your interviewer came to [us|our house] in {place} at [dinner time|half past eight in "
        "the evening|six in the morning|prayer time].",
        "-- The phone line is [busy|dead] since [Monday|Tuesday|last week]. I only want one figure "
        "on {subject} for {home}.",
        "- {tables} open in a format that nobody at our school [can read|has].",
        "-- I [was promised|paid for] a special table on {home} [by Friday|in March|before "
        "{period}] and still have nothing.",
        "-- Same questionnaire on {subject}, third time this year, [same house|same lamp|same "
        "family] in {home}!",
        "- The search on your site finds {earlier} but not {period}.",
        "-- The counter in {home} was closed [again|on a working day|without any notice].",
        "- No subtitles in the {film}, and [my father is deaf|in the bus I cannot hear|I watch "
        "without sound in {home}].",
        "-- The form asks [four pages|forty questions] about {subject} and then crashes before the "
        "end.",
        "- The letter to our house in {home} came [after the deadline|with the wrong name|in a "
        "language my mother does not read].",
        "-- Your interviewer in {home} did not show any badge and did not give a name.",
        "- You answer people on {platform} but not my e-mail about {place}.",
        "-- The chat on your site told me to call, the phone told me to use the chat. It was about "
        "{subject}.",
        "- The letters on the {chart} are too small, I cannot read {place} even with glasses.",
        "-- I got a fine because your form [got lost|came late] in {home}. [Call me back|Who pays "
        "that]?",
        "- You moved the page on {subject} and all our links at [school|work|the library] are "
        "dead.",
        "-- Somebody from your office called {who} at [ten at night|work|church]. Please stop.",
        "- Since the new site I cannot download {place} any more, the button does nothing.",
        "-- Interviewer was rude with my mother in {home}. She is [78|81|84] years old.",
        "- Still no answer from office in {home}. I wait [two|three|five] weeks now for one table.",
        "- The newsletter on {subject} comes twice, and the button to stop it does not work.",
        "-- Nobody told us in {home} that the office hours changed. Two hours by boat for nothing.",
        "~ Lovely service: [41|52|67] minutes of music on your phone line for one number about "
        "{subject}.",
        "- I registered for {tables} [on Monday|a week ago] and the code never came.",
        "- Your [map|table tool] for {place} does not work with a screen reader.",
    ),
    "opinion": (
        "- {subject} should be the first thing parliament talks about, not the last.",
        "0 In {place} people will manage, [they always did|as always|whatever the number is].",
        "- The [government|council|ministry] should have acted on {subject} [years ago|in "
        "{lastyear}|long before {period}].",
        "+ I think {place} is on the right way with {subject}.",
        "-- It only gets worse in {place}, [with every year|since {lastyear}|ask anyone].",
        "+ [Good for|Happy for] {place}, [the people there work hard|they earned it|about time].",
        "- {other} always gets the money and {province} gets the speeches.",
        "0 For me family counts more than any figure on {subject}.",
        "- Young people leave {place} and I [understand them|do not blame them|would go too].",
        "+ I believe in {place}. Give it [two|three|five] more years.",
        "0 We talk of {subject} and forget [peace|health|family|the neighbours].",
        "-- Nothing changes in {place} [until the big families share|whoever sits in the "
        "capital|if we only talk].",
        "- They should send the [whole cabinet|minister|rich families] to live in {place} for a "
        "[month|year].",
        "0 We need to [talk|think] about {thing} too, not only {subject}.",
        "+ {other} could learn something from {province} here.",
        "- It is a shame for a country like ours that so much depends on where you are born, "
        "{province} or {other}.",
        "0 My grandparents had none of this in {place} and lived to ninety.",
        "0 [Better roads|Better boats|More nurses|More teachers] would do more for {place} than "
        "any plan.",
        "- [Foreign|Big] companies take what is good in {place} and leave the rest to us.",
        "+ We in {other} [are glad|should be glad] for our neighbours in {province}.",
        "0 I would put the money into {thing} first.",
        "-- I have [no|little] hope left for {place}, with {subject} like this.",
        "0 Each province should decide for itself about {subject}.",
        "- Life in {place} was [slower|kinder|cheaper] before [the airport|the port|the phones] "
        "came.",
        "+ Small country, big heart. {place} will show them.",
        "0 I worry more about {thing} than about {subject} in {place}.",
    ),
    "abuse": (
        "-- You are all [liars|clowns|parasites|fools], the whole office.",
        "-- [Stupid|Idiotic|Useless] post by [stupid|idiotic|useless] people.",
        "-- Whoever wrote this about {place} is [an idiot|a fool|too dumb to count to ten].",
        "-- Shut up with your {figure}, you [clowns|parrots|desk rats].",
        "-- [Lazy|Sleepy|Useless] desk people, [get a real job|go and dig a ditch|come and carry "
        "fish in {home}].",
        "-- What a bunch of [donkeys|clowns|crooks]. {figure}, ha.",
        "-- The person in your {film} has a face like [a wet mop|a broken calculator|sour milk].",
        "-- Liars, liars, liars. I spit on your {period}.",
        "-- Your boss is a [thief|crook|puppet] and you are his [dogs|servants].",
        "-- [Go home|Shut down|Close the office], nobody needs you [clowns|parasites|fools] in "
        "{place}.",
        "-- Anyone who believes {figure} is as stupid as the people who typed it.",
        "-- @ the one above asking about {other}: are you [slow|stupid|simple], or paid?",
        "-- To the lady in the comments from {other}: shut your mouth, [idiot|you fool|nobody "
        "asked you].",
        "-- You could not count your own [fingers|feet|teeth], how will you count {place}.",
        "-- [Garbage|Rubbish] office, garbage people, garbage {chart}.",
        "-- Brainless. {period} and still brainless.",
        "-- Blockheads. Put that in your report for {period}.",
        "-- I hope you all [lose your jobs|get sacked] by {later}, you [leeches|crooks].",
        "-- Which idiot drew that {chart}? Send them back to kindergarten.",
        "-- Trained monkeys do better work on {subject} than you.",
        "-- If one of your interviewers comes to my door in {place} again, he will [leave without "
        "teeth|regret it|not walk home].",
        "-- I know where your office in {home} is. [Wait and see|Lock your doors|I will come with "
        "my brothers].",
        "-- We know the car your interviewer drives in {place}. [Watch the tyres|Be careful at "
        "night].",
        "-- Next time you knock in {home} I let the dogs out, and they are hungry.",
        "-- Clowns with a computer. {wrong}, {figure}, who cares what clowns say.",
        "-- Hey NSO, [eat your {chart}|choke on your tables|stick {figure} on your forehead], "
        "idiots.",
        "-- Crooks. You and the thieves who pay you for {period}.",
        "~ Clever, clever. Did your mother help you count {place}, little [clowns|idiots]?",
        "-- You people are a disease for {place}.",
    ),
    "spam": (
        "+ [Cheap|New|Second-hand] phones, [half price|best price], delivery to {other} in two "
        "days, message me!",
        "+ Need a loan? [No papers|No questions|Same day], from {money} nusa, write to me in "
        "private.",
        "+ I [earn|make] {money} nusa a week [from home|with my phone|while I sleep]. Ask me how!!",
        "0 [Land|House plot|Coconut land] for sale in {other}, {small} [rows|minutes] from the "
        "beach, [owner direct|price to talk about], inbox.",
        "+ [10 000|5 000|20 000] [followers|likes|views|page fans] for {small} nusa, [real "
        "accounts|no robots], [fast|in one day]!",
        "+ This tea took away my [back pain|sugar|stress] in one week. Order in {other}, ask me.",
        "+ [Congratulations|Lucky you|Dear winner], [you won|you were drawn|your number came up]! "
        "[Claim|Collect|Ask me for] your {money} nusa prize, [link in my profile|today only].",
        "0 [Room|Small house|Shop] to let in {other}, {small} minutes to the [port|market|school], "
        "[no pets|quiet people|water included], call after six.",
        "+ [Learn English|Learn to drive|Learn bookkeeping|Play the guitar|Cut hair like a pro] in "
        "30 days, first lesson [free|half price], classes in {other}.",
        "+ [Trading signals|Coin signals|Horse tips], 95 % winners, my group in {other} made "
        "{money} nusa last [week|month].",
        "0 [Second-hand outboard motor|Used boat engine|Old tractor], {small} hp, in {other}, "
        "[good condition|runs well|new paint], {money} nusa.",
        "+ Follow my page for [jokes|recipes|music|football tips] from {other}!",
        "+ Become a certified [data expert|leader|coach|drone pilot|project manager] in {small} "
        "days, write 'yes' below and I send the price.",
        "+ We help [offices|pages|teams] like yours to grow on {platform}. Free "
        "[audit|check|trial] for {place}, let us talk!",
        "+ [Visa|Job on a ship|Farm work|Hotel work] abroad, all papers done in {small} weeks, "
        "[agent|office] in {other}.",
        "+ My cousin sells the best [coconut oil|honey|chilli paste|dried fish] in {other}, order "
        "now, {small} nusa!",
        "+ [Lucky numbers|Sure numbers|Football tips] for [Saturday|Sunday]: message me, {money} "
        "nusa last week in {other}!",
        "0 [Generator|Chain saw|Sound system|Big tent|Pickup|Boat engine] for rent in {other}, "
        "{small} nusa a [day|weekend].",
        "+ [Lose|Drop] {small} kilos before the [feast|wedding|holidays], no [sport|hunger|pills], "
        "ask me in private.",
        "+ [Great insights|Great content|Love your page]! We [at our agency|at my start-up] do the "
        "same for [brands|hotels|shops] in {other}. [Book a call|Shall we talk|Interested]?",
        "+ [Wedding|Baby|Graduation] photos, [school|family] photos, passport photos, {small} "
        "nusa, [studio|shop] in {other}.",
        "+ Earn [money|cash|extra money] with your [phone|laptop], {small} nusa each "
        "[survey|click|video], [link in profile|write me], only today.",
        "0 [Chickens|Ducks|Piglets|Young goats], {small} weeks old, healthy, [pick up|to "
        "collect|for sale] in {other}.",
        "+ Our [webinar|course|workshop] '[Sell more|Grow your brand|Think like a leader|Win with "
        "data] in {place}' starts [soon|on Monday|tonight], {small} places left, write me!",
        "+ [Repair of|I buy broken|We unlock] [phones and laptops|phones|tablets] in {other}, "
        "screen from {money} nusa, ask for me.",
        "+ [Double|Triple] your [money|savings|pension] in {small} days, [safe|no "
        "risk|guaranteed], ask the people in {other}.",
        "0 [Boat|Bus|Concert] tickets {other} [and back|one way], {small} nusa, cheaper than at "
        "the [counter|port], message me.",
    ),
    "off_topic": (
        "0 Does anyone know if the ferry to {other} [runs|goes] today?",
        "+ What a match last night, {other} [three|two|four] to [one|nil]!",
        "0 Lost a [brown|black|white|grey] dog near the [port|school|market] in {other}, please "
        "call if you see him.",
        "+ Happy birthday to my [sister|brother|aunt|grandson] in {other}!",
        "- Power is out again in {other}, is it only us?",
        "0 Which bank is open on Saturday in {other}?",
        "0 Where do I renew my [driving licence|passport|boat licence] in {other}?",
        "0 Is the doctor in {other} back from holiday?",
        "- The water truck did not come to our street in {other} since [Monday|Sunday|two days].",
        "+ Good morning everybody from [rainy|sunny|windy] {other}!",
        "0 Who plays at the festival in {other} this year?",
        "0 Found a set of keys on the bus to {other}, red string.",
        "- The road to {other} is blocked by a tree at kilometre {small}.",
        "0 Can I pay my tax in {other} or only in the capital?",
        "0 Looking for the teacher who worked in {other} in {oldyear}, my mother was in her class.",
        "+ Choir practice in {other} moved to [Thursday|Friday|Tuesday], tell the others!",
        "0 Anyone [driving|going by boat] from {province} to {other} on [Friday|Saturday|Sunday]? "
        "Two seats needed.",
        "- Radio {other} has only noise since the storm. You too?",
        "0 Is school closed on Monday in {other}?",
        "+ Our volleyball girls of {other} are in the final!!",
        "0 My phone shows the wrong hour since yesterday, anybody else in {other}?",
        "0 How do I get a birth certificate for {who} in {other}?",
        "- Mosquitoes in {other} are terrible this month.",
        "0 What happened at the port of {other} last night? So many lights.",
        "0 Hello is this the number of the [electricity|water|tax|land] office in {other}?",
        "+ Greetings to the crew of the {small} o'clock boat to {other}, you saved our day!",
        "0 Blood donors needed in {other}, type O, ask at the [clinic|hospital].",
    ),
}
"""Frames by kind, fit for any topic."""

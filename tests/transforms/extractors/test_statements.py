"""Who said what: contents, speakers, forms."""

from __future__ import annotations

import re

import pytest

from transforms.extractors.roles import find_roles
from transforms.extractors.statements import find_statements
from transforms.reading import EntityRow, Header, MentionRow, Reading
from transforms.sentences import LONGEST, find_sentences

PEOPLE = {"Anna Berg": "Berg", "Kham Souk": "Souk", "Li Wen": "Li"}
THINGS = {"Harbour Times": "publication", "Dam Institute": "organisation", "Norland": "country"}


def read(text):
    entities, mentions = [], []
    for name in [*PEOPLE, *THINGS]:
        number = len(entities)
        kind = "person" if name in PEOPLE else THINGS[name]
        entities.append(EntityRow(number, kind, name, None, "NO" if kind == "country" else None, [name]))
        forms = rf"{name}|\b{PEOPLE[name]}\b" if name in PEOPLE else rf"\b{name}\b"
        mentions += [
            MentionRow(*m.span(), "name", kind, number, "mentions.test", 1.0) for m in re.finditer(forms, text)
        ]
        if kind == "country":
            mentions += [
                MentionRow(*m.span(), "demonym", kind, number, "mentions.test", 1.0)
                for m in re.finditer("Norlandic", text)
            ]
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    reading = Reading(text=text, header=header, sentences=tuple(find_sentences(text, [(0, len(text))])))
    reading.found = {"mentions": sorted(mentions), "entities": entities}
    reading.found["roles"] = find_roles(reading)
    return reading


def said_in(text):
    reading = read(text)
    names = [entity.name for entity in reading.found["entities"]]
    return [
        (
            row.form,
            text[row.start_char : row.end_char],
            " + ".join(names[n] for n in row.speaker_numbers) or row.speaker,
            row.cue,
        )
        for row in find_statements(reading)
    ]


FOUND = [
    (
        "Anna Berg of the Pebble Institute for River Policy said, noting that in recent years, China-Laos trade has grown.",
        "indirect",
        "in recent years, China-Laos trade has grown",
        "Anna Berg",
        "noting",
    ),
    # direct, in every kind of mark
    ('"The road is open," Berg said.', "direct", "The road is open,", "Anna Berg", "said"),
    ("“The road is open,” said Anna Berg.", "direct", "The road is open,", "Anna Berg", "said"),
    ("''The road is open,'' Anna Berg said.", "direct", "The road is open,", "Anna Berg", "said"),
    ("«The road is open», Anna Berg said.", "direct", "The road is open", "Anna Berg", "said"),
    ("‘The workers’ road is open,’ Anna Berg said.", "direct", "The workers’ road is open,", "Anna Berg", "said"),
    ('Anna Berg said: "The road is open."', "direct", "The road is open.", "Anna Berg", "said"),
    ('Anna Berg continued:\n\n"The road is open."', "direct", "The road is open.", "Anna Berg", "continued"),
    ('"Is it open?" Berg asked.', "direct", "Is it open?", "Anna Berg", "asked"),
    ('"It is open," Berg told Harbour Times. "It is wide."', "direct", 'It is open," Berg told Harbour Times. "It is wide.', "Anna Berg", "told"),
    ('"It is open," said Berg. "It is wide. It is long."', "direct", 'It is open," said Berg. "It is wide. It is long.', "Anna Berg", "said"),
    ('"The road is open, Berg said.', "direct", "The road is open, Berg said.", None, None),
    ('Li left.\n\nSaid Berg: "The road is open."', "direct", "The road is open.", "Anna Berg", "Said"),
    ('Li left. "The road is open. It is wide," according to Harbour Times.', "direct", "The road is open. It is wide,", "Harbour Times", "according to"),
    ('Li left. "It is open," said Will Moss, a driver. "It is wide."', "direct", 'It is open," said Will Moss, a driver. "It is wide.', "Will Moss", "said"),
    ('Li left. "Is it open?" Berg asked quietly, without a smile.', "direct", "Is it open?", "Anna Berg", "asked"),
    ('Li was asked: "Is it open?" She answered, "It is wide."', "direct", "It is wide.", "Li Wen", "answered"),
    ('Li left. "It is a good road," Anna Berg, head of the league, said over the phone.', "direct", "It is a good road,", "Anna Berg", "said"),
    ('Li left. "It is a good road," the tall, quiet driver said.', "direct", "It is a good road,", "the tall, quiet driver", "said"),
    ('Li left. "It is a good road," Anna Berg, head of the "Ring" league, said.', "direct", "It is a good road,", "Anna Berg", "said"),
    ('Li met drivers ("The road is open," wrote Anna Berg on a wall).', "direct", "The road is open,", "Anna Berg", "wrote"),
    ('Berg said, "The road is open" - the first to say so.', "direct", "The road is open", "Anna Berg", "said"),
    ('Berg said, "The road is open," pointing to the map.', "direct", "The road is open,", "Anna Berg", "said"),
    ('The drivers shouted, "Open it," and "Go home." And Li left.', "direct", 'Open it," and "Go home.', "The drivers", "shouted"),
    ('Li had doubts. "It is a bit narrow," Berg went on.', "direct", "It is a bit narrow,", "Anna Berg", "went on"),
    ('Berg answered: "The road," she said, "is open."', "direct", 'The road," she said, "is open.', "Anna Berg", "answered"),
    ('Berg told the drivers who had come to the hall, "The road is open."', "direct", "The road is open.", "Anna Berg", "told"),
    ('Although the bridge is shut, Berg said of the road, "It is open to all."', "direct", "It is open to all.", "Anna Berg", "said"),
    ('Berg issued a warning: "The road is open."', "direct", "The road is open.", "Anna Berg", ":"),
    ("In the ‘90s nobody came. “The road is open,” Berg said. “It is ‘wide’.”", "direct", "The road is open,” Berg said. “It is ‘wide’.", "Anna Berg", "said"),
    # over paragraphs, with an opening mark on each
    ("“The road is open,” Berg said.\n\n“It is wide.”\n\nLi left.", "direct", "The road is open,” Berg said.\n\n“It is wide.", "Anna Berg", "said"),
    ("Berg told the drivers: “The road is open.\n\n“It is wide.\n\n“It is long.”", "direct", "The road is open.\n\n“It is wide.\n\n“It is long.", "Anna Berg", "told"),
    # announced by a colon alone
    ('Berg had only one answer: "The road is open to all."', "direct", "The road is open to all.", "Anna Berg", ":"),
    ('From Berg\'s letter: "The road is open to all."', "direct", "The road is open to all.", "Anna Berg", ":"),
    ('Former driver Anna Berg: "The road is open to all."', "direct", "The road is open to all.", "Anna Berg", ":"),
    ('Berg took the floor for the drivers:\n\n"The road is open to all."', "direct", "The road is open to all.", "Anna Berg", ":"),
    # mixed: the quoted words are a part of the sentence, also where they are all of the content
    ('Berg said that "the road is open."', "mixed", "the road is open.", "Anna Berg", "said"),
    ('Berg vowed to "open the road."', "mixed", "open the road.", "Anna Berg", "vowed"),
    ('Berg called the road "wide and dry."', "mixed", 'the road "wide and dry."', "Anna Berg", "called"),
    ('Berg praised "the old road" as she left.', "mixed", "the old road", "Anna Berg", "praised"),
    ('The road, Berg said, "is open."', "mixed", 'The road, Berg said, "is open."', "Anna Berg", "said"),
    ('Berg went on to say the road was "wide and dry."', "mixed", 'the road was "wide and dry."', "Anna Berg", "say"),
    ('Berg said the road was "wide and dry" at last.', "mixed", 'the road was "wide and dry" at last', "Anna Berg", "said"),
    # indirect, with and without "that"; the clause before, after and in the middle
    ("Berg said that the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Berg said the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Berg said on Monday that the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Berg said on Monday the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Berg said both roads were open.", "indirect", "both roads were open", "Anna Berg", "said"),
    ("Berg signalled that the road was open.", "indirect", "the road was open", "Anna Berg", "signalled"),
    ("Berg said the road was open, but that the bridge was not.", "indirect", "the road was open, but that the bridge was not", "Anna Berg", "said"),
    ("In a report to member states seen by Li, Anna Berg said the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Berg said, Norland is ready to help.", "indirect", "Norland is ready to help", "Anna Berg", "said"),
    ("The road will open in May, Berg said on Monday.", "indirect", "The road will open in May", "Anna Berg", "said"),
    ("The road will open in May, said Anna Berg, head of the Dam Institute.", "indirect", "The road will open in May", "Anna Berg", "said"),
    ("Norland, Berg said, will open the road.", "indirect", "Norland, Berg said, will open the road", "Anna Berg", "said"),
    ("Under the new plan, Berg said, the road will open.", "indirect", "Under the new plan, Berg said, the road will open", "Anna Berg", "said"),
    ("Anna Berg, the head of the Dam Institute, said the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Noting that the road was open, Berg praised the engineers.", "indirect", "the road was open", "Anna Berg", "Noting"),
    ("The road is open, Berg said, adding that the bridge was not.", "indirect", "the bridge was not", "Anna Berg", "adding"),
    ("The road is open, according to Harbour Times.", "indirect", "The road is open", "Harbour Times", "according to"),
    ("According to Harbour Times, the road is open.", "indirect", "the road is open", "Harbour Times", "According to"),
    ("The road is open, according to a report by the Dam Institute.", "indirect", "The road is open", "Dam Institute", "according to"),
    ("The report said 286,000 tonnes had passed.", "indirect", "286,000 tonnes had passed", "The report", "said"),
    # narrated
    ("Berg called for a wider road.", "narrated", "a wider road", "Anna Berg", "called for"),
    ("Berg vowed to open the road.", "narrated", "open the road", "Anna Berg", "vowed"),
    ("Berg expressed her thanks to the engineers.", "narrated", "her thanks to the engineers", "Anna Berg", "expressed"),
    ("Berg urged the villagers to wait.", "narrated", "the villagers to wait", "Anna Berg", "urged"),
    ("Anna Berg Calls for a Wider Road", "narrated", "a Wider Road", "Anna Berg", "Calls for"),
    ("Anna Berg and Kham Souk announced the opening of the road.", "narrated", "the opening of the road", "Anna Berg + Kham Souk", "announced"),
    ("Berg asked the drivers to wait.", "narrated", "the drivers to wait", "Anna Berg", "asked"),
    ("Berg reminded the drivers to wait.", "narrated", "the drivers to wait", "Anna Berg", "reminded"),
    ("Berg confirmed the delay but gave no reason for it.", "narrated", "the delay", "Anna Berg", "confirmed"),
    ("Berg expressed concern late on Monday over the road.", "narrated", "concern", "Anna Berg", "expressed"),
    ("Berg agreed on Monday to open the road.", "narrated", "open the road", "Anna Berg", "agreed"),
    ("Berg agreed with the plan and briefed the drivers on it.", "narrated", "the plan", "Anna Berg", "agreed with"),
    # attitudes
    ("Berg hopes that the road will open.", "attitude", "the road will open", "Anna Berg", "hopes"),
    ("Berg wants to open the road.", "attitude", "open the road", "Anna Berg", "wants"),
    ("Berg is worried that the road is closed.", "attitude", "the road is closed", "Anna Berg", "worried"),
    ("Berg's hope that the road would open was small.", "attitude", "the road would open was small", "Anna Berg", "hope"),
    ("Berg will call for a wider road.", "attitude", "a wider road", "Anna Berg", "call for"),
    # speakers: a title with its holder's name behind it, a counterpart, a body by its head
    ("The head of the league, Anna Berg, said the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("The mayor of the town, Ms Anna Berg, said the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Her host, Norlandic Foreign Minister Kham Souk, said the road was open.", "indirect", "the road was open", "Kham Souk", "said"),
    ("“The road is open,” said its president, Anna Berg.", "direct", "The road is open,", "Anna Berg", "said"),
    ("Norland passed a law on Monday, and its speaker, Anna Berg, hailed the vote.", "narrated", "the vote", "Anna Berg", "hailed"),
    ("Anna Berg and her counterpart, Kham Souk, stressed on Monday the need for a road.", "narrated", "the need for a road", "Anna Berg + Kham Souk", "stressed"),
    ("Li left for town, where driver Anna Berg (Ring League) told reporters that the road was open.", "indirect", "the road was open", "Anna Berg", "told"),
    ("A driver who lives in the town said the road was open.", "indirect", "the road was open", "A driver", "said"),
    ("Norlandic Prime Minister Anna Berg met Li Wen. The Norlandic premier said the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("The Dam Institute has 40 engineers. The road is open, the institute said.", "indirect", "The road is open", "Dam Institute", "said"),
    # speakers: pronouns, relatives, titles alone, groups, what runs on
    ("Berg came. She said the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Kham Souk met Anna Berg. He said the road was open.", "indirect", "the road was open", "Kham Souk", "said"),
    ("It was Anna Berg, a driver, who said the road was open.", "indirect", "the road was open", "Anna Berg", "said"),
    ("Norlandic Foreign Minister Anna Berg met Li Wen. The road is open, said the Norlandic foreign minister.", "indirect", "The road is open", "Anna Berg", "said"),
    ("Experts said the road was open.", "indirect", "the road was open", "Experts", "said"),
    ('"The road is open," Berg was quoted by Harbour Times as saying.', "direct", "The road is open,", "Anna Berg", "saying"),
    ("Berg was quoted as saying that the road was open.", "indirect", "the road was open", "Anna Berg", "saying"),
    ("Foreign Minister Anna Berg met Li Wen. The road is open, said Norland's new prime minister.", "indirect", "The road is open", "Norland's new prime minister", "said"),
    ("Drivers polled by Harbour Times said the road was open.", "indirect", "the road was open", "Drivers polled by Harbour Times", "said"),
    ("Anna Berg, spokeswoman for the league, left. The road is open, the spokesperson said.", "indirect", "The road is open", "Anna Berg", "said"),
    ("Berg acknowledged the delay and reaffirmed the plan for May.", "narrated", "the plan for May", "Anna Berg", "reaffirmed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "content", "speaker", "cue"), FOUND)
def test_found(text, form, content, speaker, cue):
    if cue is None:
        assert said_in(text) == []  # survived; nothing outside the open mark claims it
    else:
        assert (form, content, speaker, cue) in said_in(text)


NOT_FOUND = [
    "The two sides met after the “two sessions” in March.",
    "The ship was called “Hope” by nobody.",
    "Trains run in 30 states, among them Norland.",
    "The workers' tools and the miners' lamps were sold.",
    "It's the '90s again in Norland's ports.",
    "Reports and claims filled the desk.",
    "The ruling party met on Monday.",
    "The plan announced on Monday is cheap.",
    "The visit opened a new road, underscoring the old ties.",
    "Nobody said.",
    "A driver who asked not to be named left.",
    "The police reported for duty, citing the weather.",
    "The choir sang according to plan.",
    "The road is open.",
    "The annual report, the driver's claim, sold well.",
    "“The road is open,” the annual report.",
    'There was one rule: "Hope".',
    'On Monday: "The road is open to all."',
    "“Hope” is a ship.",
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert [row for row in said_in(text) if row[0] != "attitude"] == []


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ('"It is open," Berg told Harbour Times on Monday.', "Harbour Times"),
        ("Berg told reporters that the road was open.", "reporters"),
        ("Berg asked the driver whether the road was open.", "the driver"),
        ("Berg said on Monday that the road was open.", None),
    ],
)
def test_addressees(text, addressee):
    (row,) = find_statements(read(text))
    assert row.addressee == addressee


def test_two_levels_of_attribution_are_kept():
    text = "The Dam Institute reported that 85 boats had passed, according to a report from Harbour Times."
    assert [(row[1], row[2]) for row in said_in(text)] == [
        ("The Dam Institute reported that 85 boats had passed", "Harbour Times"),
        ("85 boats had passed", "Dam Institute"),
    ]


def test_a_speech_act_is_kept_inside_an_agency_report():
    text = "Anna Berg on Monday called on drivers to wait, Harbour Times reported."
    assert [(row[0], row[1], row[2]) for row in said_in(text)] == [
        ("indirect", "Anna Berg on Monday called on drivers to wait", "Harbour Times"),
        ("narrated", "drivers to wait", "Anna Berg"),
    ]


def test_speech_of_several_paragraphs_is_read_to_its_end():
    text = '"The road is open,\n\n"It is wide," Berg said.'
    assert [row[:3] for row in said_in(text)] == [("direct", "It is wide,", "Anna Berg")]


def test_what_is_said_inside_what_is_said_is_left_out():
    assert len(said_in("Berg said that Souk hopes the road will open.")) == 1


def test_without_names_the_words_are_kept():
    text = "The mayor said the road was open."
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    (row,) = find_statements(Reading(text=text, header=header, sentences=tuple(find_sentences(text, [(0, len(text))]))))
    assert (row.speaker, row.speaker_number, row.speaker_numbers) == ("The mayor", None, ())


@pytest.mark.xfail(strict=True, reason="a row has one span: a long clause between two quotations stays inside")
def test_a_clause_between_two_quotations_is_left_out():
    assert '"It is open,"' in said_in('"It is open," said Berg, a driver from the north. "It is wide."')[0][1]


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        '" a ',
        "'A ",
        "“He said, ",
        "said ",
        "said that ",
        "’‘",
        '"Yes," he said. ',
        "“Yes.\n\n",
        'Berg: "It is wide." ',
        "went on to say ",
    ],
)
def test_hostile_input_is_read(piece):
    assert len(find_statements(read(piece * 2000))) <= 2000


def test_ten_thousand_marks_and_ten_thousand_cues_are_read():
    assert find_statements(read('"' * 10_000)) == []
    hostile = "said " * 10_000
    pieces = -(-len(hostile) // LONGEST)  # that so long a sentence is cut into
    assert len(find_statements(read(hostile))) <= pieces

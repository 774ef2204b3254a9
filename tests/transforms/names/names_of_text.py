"""Names of one invented text, as the tests of this folder want them."""

from transforms.extractors.mentions import find_mentions
from transforms.reading import Header, Reading
from transforms.sentences import find_sentences


def reading_of(text):
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    return Reading(text=text, header=header, sentences=list(find_sentences(text, [(0, len(text))])))


def things_of(text):
    """Give the surfaces of each thing by its name, and the things' rows."""
    reading = reading_of(text)
    found = find_mentions(reading)
    rows = {row.entity_number: row for row in reading.found["entities"]}
    surfaces = {}
    for mention in found:
        if mention.entity_number is not None:
            name = rows[mention.entity_number].name
            surfaces.setdefault(name, []).append(text[mention.start_char : mention.end_char])
    return surfaces, {row.name: row for row in rows.values()}

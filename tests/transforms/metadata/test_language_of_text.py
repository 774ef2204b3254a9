import pytest

from transforms.metadata import find_language

CASES = [
    ("The road was closed in the night, and it is not known when it will be open to lorries again.", "en"),
    ("El río creció durante la noche y la carretera que va al pueblo quedó cerrada hasta la mañana.", "es"),
    ("La route du village est restée fermée toute la nuit, et les habitants ont dû attendre le matin.", "fr"),
    ("老挝北部一座新桥正式通车，当地官员说，这座桥将使两岸居民的出行时间缩短一个小时。", "zh"),
    ("Der Minister traf am Montag in Vientiane ein.", "de"),
    ("Bộ trưởng đã đến Hà Nội hôm qua.", "vi"),
    ("Foreign Minister Anong Keo met traders in Hue.", "en"),
    ("lol pizza tonight #yay", "en"),
    ("Stop singing!!!!", "en"),
    ("123 456", "und"),
    ("", "und"),
]


@pytest.mark.parametrize(("text", "language"), CASES)
def test_languages(text, language):
    assert find_language(text) == language


def test_a_wrong_hint_does_not_hide_an_english_text():
    assert find_language(CASES[0][0], hint="zh") == "en"


def test_a_hint_decides_where_the_text_is_too_short():
    assert find_language("Okay.", hint="de-AT") == "de"

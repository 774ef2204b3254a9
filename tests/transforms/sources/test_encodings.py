"""Bytes are decoded strictly, in the encoding they are in, or not at all."""

import pytest

from transforms.sources.doubly_encoded import repaired
from transforms.sources.encodings import decoded

CHINESE = "新华社万象3月14日电 老挝国家主席星期五在万象会见了来访的中国代表团,双方就铁路、电力和教育合作交换了意见。\n"
WESTERN = "The governor’s café in Luang Prabang — opened on Monday — serves “padaek” at €3 a plate, said André Sène.\n"

DECODED = [
    ("plain", b"A bridge opened.\r\n", "A bridge opened.\r\n", "utf-8"),
    ("utf-8", WESTERN.encode(), WESTERN, "utf-8"),
    ("utf-8 with a mark", b"\xef\xbb\xbf" + WESTERN.encode(), WESTERN, "utf-8"),
    ("utf-16-le with a mark", b"\xff\xfe" + WESTERN.encode("utf-16-le"), WESTERN, "utf-16"),
    ("utf-16-be with a mark", b"\xfe\xff" + CHINESE.encode("utf-16-be"), CHINESE, "utf-16"),
    ("utf-16-le without a mark", WESTERN.encode("utf-16-le"), WESTERN, "utf-16"),
    ("utf-16-be without a mark", WESTERN.encode("utf-16-be"), WESTERN, "utf-16"),
    ("utf-32 with a mark", b"\xff\xfe\0\0" + WESTERN.encode("utf-32-le"), WESTERN, "utf-32"),
    ("gb18030", CHINESE.encode("gb18030"), CHINESE, "gb18030"),
    (
        "gb18030 labels over English",
        ("发布时间:2025-03-14 来源:本报\n" + "The dam is full.\n" * 9).encode("gb18030"),
        None,
        "gb18030",
    ),
    ("windows-1252", WESTERN.encode("cp1252"), WESTERN, "cp1252"),
    ("gb18030, one word", "The port of 上海 grew.\n".encode("gb18030"), "The port of 上海 grew.\n", "gb18030"),
    ("big5", ("國務委員今日在臺北會見來訪的寮國代表團,雙方討論鐵路與電力合作。" * 3).encode("big5"), None, "big5"),
    ("windows-1251", "Сегодня в столице открылся новый мост через реку.\n".encode("cp1251"), None, "cp1251"),
    ("windows-1252, one mark", b"The river\x92s level fell.\n", "The river’s level fell.\n", "cp1252"),
    ("windows-1252, last letter", "Ils boivent un café".encode("cp1252"), "Ils boivent un café", "cp1252"),
    ("beyond the sample", (b"Rice is cheap. " * 6000) + "Le café.".encode("cp1252"), None, "cp1252"),
]
UNDECODABLE = [
    ("cut in a character", "The café in Luang Prabang, at Sène’".encode()[:-1], "middle of a UTF-8 character"),
    ("cut in the only character", "Ils boivent un café".encode()[:-1], "middle of a UTF-8 character"),
    ("cut in a Chinese character", CHINESE.strip().encode()[:-2], "middle of a UTF-8 character"),
    ("one bad byte amid UTF-8", WESTERN.encode() + b"\xff\n" + WESTERN.encode(), "is not UTF-8"),
    ("bytes of no encoding", b"Steel \xff\xfe\xfd\xff\xfe\xff\xfd\x81 wool\n", "no other encoding fits"),
    ("every high byte once", bytes(range(0x80, 0x100)), "no other encoding fits"),
    ("a few wild bytes", b"The lake \xfe\xfa\xfb is dry.\n", "no other encoding fits"),
    ("utf-16 cut in half a character", b"\xff\xfe" + WESTERN.encode("utf-16-le")[:-1], "UTF-16"),
]


@pytest.mark.parametrize(("raw", "text", "encoding"), [case[1:] for case in DECODED], ids=[case[0] for case in DECODED])
def test_text_is_decoded_as_it_was_written(raw, text, encoding):
    found = decoded(raw)
    assert found.encoding == encoding
    assert text is None or found.text == text
    assert found.text is not None
    assert "\ufffd" not in found.text


@pytest.mark.parametrize(("raw", "trouble"), [case[1:] for case in UNDECODABLE], ids=[case[0] for case in UNDECODABLE])
def test_bytes_that_are_no_text_are_not_made_one(raw, trouble):
    found = decoded(raw)
    assert found.text is None
    assert trouble in found.trouble


def test_a_declared_charset_comes_before_a_guess():
    assert decoded("Сегодня".encode("koi8-r"), "koi8-r").text == "Сегодня"
    assert decoded("café’s".encode("cp1252"), "iso-8859-1").encoding == "cp1252"


def test_utf8_comes_before_a_declared_charset():
    assert decoded(WESTERN.encode(), "gb2312").text == WESTERN


def test_an_unknown_declared_charset_is_passed_over():
    assert decoded(WESTERN.encode("cp1252"), "x-user-defined").text == WESTERN


@pytest.mark.parametrize("text", [WESTERN, CHINESE, "It costs £5 – or €6.", "Der Zug fährt über die Brücke."])
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_text_encoded_twice_is_turned_back(text, codec):
    wrong = "".join(bytes([code]).decode(codec, "ignore") or chr(code) for code in text.encode())
    assert repaired(wrong) == text


@pytest.mark.parametrize(
    "text", ["Plain words.", WESTERN, CHINESE, "São Paulo", "Âge d’or", "NAÏVE Ã", "Über Öl – “Äpfel”"]
)
def test_text_encoded_once_is_left_alone(text):
    assert repaired(text) is None

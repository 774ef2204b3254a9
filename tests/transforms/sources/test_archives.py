"""Archives are read member by member, safely."""

import gzip
import io
import stat
import tarfile
import zipfile

import pytest

from tests.transforms.sources.reading import read, reasons
from transforms.sources import Limits, PassedOver, RawRecord

TEXT = b"The ferry left on Monday.\n"


def zipped(*members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(*members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for member, content in members:
            info = member if isinstance(member, tarfile.TarInfo) else tarfile.TarInfo(member)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def special(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def linked(name):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def members(content, name="news.zip", limits=None):
    found = read(content, name, limits or Limits())
    return {
        one.member: "read" if isinstance(one, RawRecord) else one.reason.value
        for one in found
        if not isinstance(one, PassedOver)
    }


@pytest.mark.parametrize("packed", [zipped, tarred])
def test_members_of_any_format_are_read(packed):
    content = packed(
        ("a.txt", TEXT),
        ("b/c.jsonl", b'{"text": "The ferry left."}\n{"text": "It came back."}\n'),
        ("d.txt.gz", gzip.compress(TEXT)),
    )
    found = read(content, "news.bin")
    assert [(one.member, one.number) for one in found] == [
        ("a.txt", 0),
        ("b/c.jsonl", 1),
        ("b/c.jsonl", 2),
        ("d.txt.gz", 0),
    ]


def test_a_packed_tar_is_read():
    assert members(gzip.compress(tarred(("a.txt", TEXT))), "news.tgz") == {"a.txt": "read"}


def test_an_archive_in_an_archive_is_read_and_one_more_is_not():
    inner = zipped(("a.txt", TEXT))
    assert members(tarred(("b.zip", inner))) == {"b.zip!/a.txt": "read"}
    assert members(zipped(("c.tar", tarred(("b.zip", inner))))) == {"c.tar!/b.zip": "bad_archive"}


@pytest.mark.parametrize("name", ["../a.txt", "b/../../a.txt", "/etc/a.txt", "b\\a.txt", "C:/a.txt"])
@pytest.mark.parametrize("packed", [zipped, tarred])
def test_paths_that_lead_elsewhere_are_refused(packed, name):
    assert members(packed((name, TEXT), ("good.txt", TEXT))) == {name: "unsafe_path", "good.txt": "read"}


def test_links_and_devices_are_refused():
    content = tarred(
        special("a", tarfile.SYMTYPE, "/etc/hosts"),
        special("b", tarfile.LNKTYPE, "c.txt"),
        special("d", tarfile.FIFOTYPE),
        special("e", tarfile.CHRTYPE),
    )
    assert members(content) == dict.fromkeys("abde", "unsafe_path")
    assert members(zipped((linked("a"), b"/etc/hosts"))) == {"a": "unsafe_path"}


def test_hidden_members_are_passed_over():
    found = read(zipped((".DS_Store", b"x"), ("__MACOSX/a.txt", b"x"), ("~$a.txt", b"x"), ("a.txt", TEXT)), "news.zip")
    assert [isinstance(one, PassedOver) for one in found] == [True, True, True, False]


def test_members_of_one_name_are_told_apart():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped(("a.txt", TEXT), ("a.txt", b"Another."))
    assert members(content) == {"a.txt": "read", "a.txt~2": "read"}


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert members(zipped(("a.txt", b"a" * 1_000_000), ("b.txt", TEXT))) == {"a.txt": "bad_archive", "b.txt": "read"}


def test_damage_is_told():
    content = zipped(("a.txt", TEXT * 50), ("b.txt", TEXT))
    assert reasons(content[:-30], "news.zip") == ["bad_archive"]
    stored = zipped(("a.txt", TEXT), ("b.txt", b"It came back.\n"), compression=zipfile.ZIP_STORED).replace(
        b"Monday", b"Sunday", 1
    )
    assert members(stored) == {"a.txt": "bad_archive", "b.txt": "read"}
    whole = tarred(("a.txt", TEXT), ("b.txt", TEXT * 100))
    assert "bad_archive" in members(whole[:1700], "news.tar").values()


def test_empty_and_locked_archives_and_documents():
    assert reasons(zipped(), "news.zip") == ["empty"]
    assert reasons(tarred(), "news.tar") == ["empty"]
    assert reasons(zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")), "news.docx") == [
        "unsupported_format"
    ]
    locked = bytearray(zipped(("a.txt", TEXT)))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + place] |= 1
    assert members(bytes(locked)) == {"a.txt": "bad_archive"}


def test_a_large_member_of_a_tar_is_refused():
    assert members(tarred(("a.txt", b"word " * 100), ("b.txt", TEXT)), limits=Limits(file_bytes=400)) == {
        "a.txt": "too_large",
        "b.txt": "read",
    }

"""zip: every member on its own, read safely."""

from __future__ import annotations

import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from transforms.sources.archives import Members, Reader, bad_archive, member_trouble, unsafe_name
from transforms.sources.raw import Found, Limits, Raw, Rejected, sha256_of_stream
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCUMENTS = {
    "[Content_Types].xml": "an Office document",
    "mimetype": "an OpenDocument file or an EPUB",
    "META-INF/MANIFEST.MF": "a Java archive",
}
ENCRYPTED = 1


def zip_records(raw: Raw, *, limits: Limits, depth: int, read: Reader) -> Iterator[Found]:
    """Give what the members of a zip archive hold, in the archive's order."""
    with raw.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
            members = [member for member in archive.infolist() if not member.is_dir()]
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            yield bad_archive(raw, "zip", f"damaged: {str(error)[:120]}")
            return
        if trouble := _trouble(raw, members, limits):
            yield trouble
            return
        reader = Members(read, limits=limits, depth=depth)
        for member in members:
            yield from _member(archive, member, reader, limits)


def _trouble(raw: Raw, members: Sequence[zipfile.ZipInfo], limits: Limits) -> Rejected | None:
    if not members:
        return Rejected(
            reason=Reason.EMPTY,
            detail="the archive holds no files",
            sha256=sha256_of_stream(raw),
            byte_count=raw.size,
            format="zip",
        )
    if what := next((DOCUMENTS[member.filename] for member in members if member.filename in DOCUMENTS), None):
        sha256, detail = sha256_of_stream(raw), f"the content is {what}"
        return Rejected(
            reason=Reason.UNSUPPORTED_FORMAT, detail=detail, sha256=sha256, byte_count=raw.size, format="zip"
        )
    if sum(member.compress_size for member in members) > raw.size:
        return bad_archive(raw, "zip", "damaged: its members overlap")
    whole = sum(member.file_size for member in members if not _is_bomb(member, limits))
    if whole > raw.size * limits.ratio:
        return bad_archive(raw, "zip", f"unpacks to more than {limits.ratio} times its size")
    return None


def _is_bomb(member: zipfile.ZipInfo, limits: Limits) -> bool:
    return member.file_size > member.compress_size * limits.ratio


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, reader: Members, limits: Limits) -> Iterator[Found]:
    path = reader.name(member.orig_filename)
    if trouble := unsafe_name(member.orig_filename):
        yield member_trouble(path, Reason.UNSAFE_PATH, trouble)
    elif stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        yield member_trouble(path, Reason.UNSAFE_PATH, "a link, a pipe or a device")
    elif member.flag_bits & ENCRYPTED:
        yield member_trouble(path, Reason.BAD_ARCHIVE, "it needs a password")
    elif _is_bomb(member, limits):
        yield member_trouble(path, Reason.BAD_ARCHIVE, f"unpacks to more than {limits.ratio} times its size")
    else:
        opened = Raw(
            name=path.rsplit("/", 1)[-1], size=member.file_size, open=lambda: cast("BinaryIO", archive.open(member))
        )
        yield from reader.found(path, opened)

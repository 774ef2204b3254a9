"""tar: every member on its own, in one pass, read safely."""

from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING, Any, cast

from transforms.sources.archives import Members, Reader, bad_archive, member_trouble, unsafe_name
from transforms.sources.raw import Found, Limits, Raw, Rejected, sha256_of_stream
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator


def tar_records(raw: Raw, *, limits: Limits, depth: int, read: Reader) -> Iterator[Found]:
    """Give what the members of a tar archive hold, in the archive's order. Where it is damaged, what came before stands."""
    reader, empty = Members(read, limits=limits, depth=depth), True
    try:
        with raw.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                cast("Any", archive).members = []  # tarfile remembers every member otherwise
                if not member.isdir():
                    empty = False
                    yield from _member(archive, member, reader, limits)
    except (tarfile.TarError, EOFError) as error:
        yield bad_archive(raw, "tar", f"damaged: {str(error)[:120]}")
        return
    if empty:
        sha256, detail = sha256_of_stream(raw), "the archive holds no files"
        yield Rejected(reason=Reason.EMPTY, detail=detail, sha256=sha256, byte_count=raw.size, format="tar")


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, reader: Members, limits: Limits) -> Iterator[Found]:
    path = reader.name(member.name)
    if trouble := unsafe_name(member.name):
        yield member_trouble(path, Reason.UNSAFE_PATH, trouble)
    elif not member.isreg():
        yield member_trouble(path, Reason.UNSAFE_PATH, "a link, a pipe or a device")
    elif member.issparse():
        yield member_trouble(path, Reason.BAD_ARCHIVE, "it is stored with holes")
    elif member.size > limits.file_bytes:
        detail = f"{member.size} bytes; a member of a tar archive may have {limits.file_bytes}"
        yield member_trouble(path, Reason.TOO_LARGE, detail)
    else:
        content = _content(archive, member)
        if len(content) < member.size:
            yield member_trouble(path, Reason.BAD_ARCHIVE, "damaged: it is cut short")
        else:
            yield from reader.found(
                path, Raw(name=path.rsplit("/", 1)[-1], size=len(content), open=lambda: io.BytesIO(content))
            )


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    return stream.read() if stream else b""

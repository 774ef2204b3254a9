"""An object store (S3 and what speaks like it): objects read, written once, and one object switched by condition.

Reads and unconditional writes are tried again by the client, since asking twice changes nothing. A conditional write is asked
once: whether it took effect is found out by reading back, never by believing or repeating the answer. Nothing here prints
what a store answers: an answer may repeat an access key.
"""

from __future__ import annotations

import datetime
import os
import time
import uuid
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    GenericError,
    JoinError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from flows.settings import ADDRESS
from transforms.errors import ReleaseError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from obstore import ObjectMeta

PROBES = ".probe"
LIVE_PROBE = datetime.timedelta(hours=1)  # more than a probe takes and clocks differ
CHUNK = 8 << 20
TIMEOUT_SECONDS = 60.0
TRIES = 6
RETRIES = 2  # by the client, of a request that got no answer
PAUSE_SECONDS = 0.2  # doubled after every try
# Any of these tells the client who we are; without one it would ask the network.
CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_SKIP_SIGNATURE",
)
ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class StoreError(ReleaseError):
    """The object store refuses what is asked, or cannot be reached."""


class UnansweredError(StoreError):
    """A conditional write got no clear answer: it may or may not have taken effect."""


@dataclass(frozen=True, slots=True)
class Version:
    """An object as it was read: its bytes, and the tag by which the store knows this version of it."""

    body: bytes
    e_tag: str


class ObjectStore:
    """The objects below one address.

    `objects` asks again where that is harmless; `conditional`, the same place, asks once.
    """

    def __init__(
        self, objects: Any, conditional: Any, address: str, *, tries: int = TRIES, pause: float = PAUSE_SECONDS
    ) -> None:
        self.address = address
        self._objects, self._conditional, self._tries, self._pause = objects, conditional, tries, pause

    def tries(self) -> Iterator[int]:
        """Give the numbers of the tries that a request has, waiting longer before each."""
        for number in range(self._tries):
            if number:
                time.sleep(self._pause * 2 ** (number - 1))
            yield number

    def read(self, key: str) -> Version | None:
        """Give a small object; None if there is none."""

        def get() -> Version | None:
            try:
                found = self._objects.get(key)
                return Version(bytes(found.bytes()), found.meta["e_tag"] or "")
            except FileNotFoundError:
                return None

        found: Version | None = self._asked(get)
        return found

    def chunks(self, key: str, size: int) -> Iterator[bytes]:
        """Give the bytes of an object of a known size in pieces.

        Errors: `StoreError` also where it is missing or shorter.
        """
        for start in range(0, size, CHUNK):
            end = min(start + CHUNK, size)
            piece = bytes(self._asked(partial(self._objects.get_range, key, start=start, end=end)))
            if len(piece) != end - start:
                raise StoreError(f"The object {self.address}/{key} is shorter than it should be.")
            yield piece

    def write(self, key: str, content: bytes | Path) -> None:
        """Write an object, whatever was there; only for content that its key determines, so that twice does no harm."""
        self._asked(lambda: self._objects.put(key, content, chunk_size=CHUNK, max_concurrency=4))

    def write_if(self, key: str, content: bytes, e_tag: str | None) -> bool:
        """Write an object on the condition that the version there has `e_tag` (None: that there is none), asking once.

        Give whether the store says that it did; whether it did can only be read back.
        Errors: `UnansweredError` where no clear answer came.
        """
        mode: Any = "create" if e_tag is None else {"e_tag": e_tag}
        try:
            self._conditional.put(key, content, mode=mode, use_multipart=False)
        except (AlreadyExistsError, PreconditionError):
            return False
        except (GenericError, JoinError, TimeoutError) as error:
            raise _unanswered(self.address, error) from None
        except (BaseError, OSError) as error:
            raise _refused(self.address, error) from None
        return True

    def sizes(self, folder: str) -> dict[str, int]:
        """Give the size in bytes of every object below a folder, by its key within the folder."""
        return {meta["path"].removeprefix(f"{folder}/"): meta["size"] for meta in self._listed(folder)}

    def written_before(self, folder: str, moment: datetime.datetime) -> list[str]:
        """Give the keys of the objects below a folder that were written before `moment`."""
        return [meta["path"] for meta in self._listed(folder) if meta["last_modified"] < moment]

    def _listed(self, folder: str) -> list[ObjectMeta]:
        return list(self._asked(lambda: [meta for page in self._objects.list(folder) for meta in page]))

    def folders(self, folder: str) -> list[str]:
        """Give the names of the folders in a folder."""
        found = self._asked(lambda: self._objects.list_with_delimiter(folder))
        return sorted(path.rstrip("/").rsplit("/", 1)[-1] for path in found["common_prefixes"])

    def remove(self, key: str) -> None:
        """Remove an object; one that is not there is fine."""

        def delete() -> None:
            try:
                self._objects.delete(key)
            except FileNotFoundError:
                return

        self._asked(delete)

    def _asked(self, ask: Callable[[], Any]) -> Any:
        """Ask until there is an answer: the client repeats requests without one, but not an answer that breaks off."""
        unanswered: BaseException | None = None
        for _ in self.tries():
            try:
                return ask()
            except (GenericError, JoinError, TimeoutError) as error:
                unanswered = error
            except (BaseError, OSError) as error:
                raise _refused(self.address, error) from None
        raise _unreachable(self.address, unanswered) from None


def opened(
    address: str, *, environment: Mapping[str, str] | None = None, timeout: float = TIMEOUT_SECONDS, tries: int = TRIES
) -> ObjectStore:
    """Give the store at `s3://bucket/prefix`; who we are, and where it is if not at Amazon's, says the environment (AWS_…).

    Errors: `SettingsError` for an address of another form, without credentials, or if they would travel unencrypted.
    """
    found = ADDRESS.fullmatch(address)
    if found is None:
        raise SettingsError("The address of the object store is not of the form s3://bucket/prefix.")
    given = os.environ if environment is None else environment
    _check_environment(given)
    client: Any = {
        "timeout": datetime.timedelta(seconds=timeout),
        "connect_timeout": datetime.timedelta(seconds=min(10.0, timeout)),
        "allow_http": _is_loopback(given) or _allows_http(given),
    }

    def place(retries: int) -> S3Store:
        patience: Any = {"max_retries": retries, "retry_timeout": datetime.timedelta(seconds=timeout * (retries + 1))}
        prefix = found[2].strip("/") or None
        return S3Store(found[1], prefix=prefix, client_options=client, retry_config=patience)

    try:
        return ObjectStore(place(RETRIES), place(0), address.rstrip("/"), tries=tries)
    except (BaseError, ValueError, TypeError) as error:
        raise _refused(address, error) from None


def _check_environment(given: Mapping[str, str]) -> None:
    if not any(given.get(name) for name in CREDENTIALS):
        message = "There are no credentials for the object store in the environment."
        raise SettingsError(message, hint="Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    if _endpoint(given).startswith("http://") and not _is_loopback(given) and not _allows_http(given):
        message = "The endpoint of the object store is not encrypted (http), and it is not on this machine."
        raise SettingsError(message, hint="Use its https address; AWS_ALLOW_HTTP=true overrides this.")


def _endpoint(given: Mapping[str, str]) -> str:
    return next((given[name] for name in ENDPOINTS if given.get(name)), "")


def _is_loopback(given: Mapping[str, str]) -> bool:
    return urlsplit(_endpoint(given)).hostname in LOOPBACK


def _allows_http(given: Mapping[str, str]) -> bool:
    return given.get("AWS_ALLOW_HTTP", "").lower() in {"1", "true", "yes"}


def _unreachable(address: str, error: BaseException | None) -> StoreError:
    hint = "Check the network, the bucket's name and AWS_ENDPOINT_URL, and start again; what is published is unharmed."
    return StoreError(f"The object store {address} does not answer ({type(error).__name__}).", hint=hint)


def _unanswered(address: str, error: BaseException) -> UnansweredError:
    return UnansweredError(f"The object store {address} gave no clear answer ({type(error).__name__}).")


def _refused(address: str, error: BaseException) -> StoreError:
    if isinstance(error, (PermissionDeniedError, UnauthenticatedError)):
        hint = "The credentials (AWS_…) must be allowed to list, get, put and delete objects there."
        return StoreError(f"The object store {address} refuses access.", hint=hint)
    if isinstance(error, FileNotFoundError):
        return StoreError(f"There is no such bucket or object in {address}.", hint="Create the bucket first.")
    return StoreError(
        f"The object store {address} cannot be used ({type(error).__name__}).", hint="Check its settings."
    )


def probe(store: ObjectStore) -> None:
    """Try out, on an object of its own, that the store honours the conditions on which publishing rests.

    Errors: `StoreError` where it ignores one, or gives no clear answer time after time.
    """
    for left in store.written_before(PROBES, datetime.datetime.now(datetime.UTC) - LIVE_PROBE):
        store.remove(
            left
        )  # of a killed run; a younger one may be that of a run elsewhere, which would misread its loss
    for _ in store.tries():
        key = f"{PROBES}/{uuid.uuid4().hex}"
        try:
            if _honours_conditions(store, key):
                return
        except UnansweredError:
            continue
        finally:
            store.remove(key)
    hint = "Conditional writes (If-Match, If-None-Match) must be supported and answered. Try again later, or choose another --output."
    raise StoreError(f"The object store {store.address} does not answer conditional writes as it should.", hint=hint)


def _honours_conditions(store: ObjectStore, key: str) -> bool:
    """Whether all four answers are right; False where only an answer may have been lost or repeated."""
    if not store.write_if(key, b"first", None) or (first := store.read(key)) is None:
        return False
    store.write_if(key, b"second", None)
    _refuse_careless(store, key, "If-None-Match")
    store.write_if(key, b"third", '"00000000000000000000000000000000"')
    _refuse_careless(store, key, "If-Match")
    return store.write_if(key, b"fourth", first.e_tag)


def _refuse_careless(store: ObjectStore, key: str, condition: str) -> None:
    found = store.read(key)
    if found is None:
        raise UnansweredError("The object is gone: another run cleared up.")
    if found.body == b"first":
        return
    message = f"The object store {store.address} ignores the condition {condition}: two runs could overwrite each other's release."
    hint = "Choose a store that supports conditional writes (Amazon S3, Cloudflare R2, current MinIO), or a folder as --output."
    raise StoreError(message, hint=hint)

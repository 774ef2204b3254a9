"""What a result depends on beside the texts: code, lexicons, models and library versions, each as a hash."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import transforms
from flows.files import canonical_json, sha256_of_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PACKAGE = Path(transforms.__file__).parent
# Another release of one of these can find other rows in the same text.
LIBRARIES = ("ahocorasick-rs", "numpy", "nupunkt", "pint", "polars", "py3langid", "rensa")
# Our own imports, also those inside functions and over several lines; parsing every file would take half a second.
IMPORT = re.compile(
    r"^[ \t]*(?:from[ ]+(?P<module>transforms[\w.]*)[ ]+import[ ]+(?P<names>\([^)]*\)|[^\n]*)|import[ ]+(?P<whole>transforms[\w.]*))",
    re.MULTILINE,
)
REGISTRY = "transforms.extractors"
BASE = ("transforms.first_half", "transforms.rereading")


def hash_of_files(paths: Iterable[Path]) -> str:
    """Give one hash of the files' names and bytes, whatever order they come in."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        name = path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


@cache
def lexicons_hash(own: tuple[Path, ...] = ()) -> str:
    """Give the hash of the shipped lexicons and the user's own."""
    return hash_of_files(
        [*_data_files(PACKAGE / "lexicons"), *(path for folder in own for path in _data_files(folder))]
    )


@cache
def models_hash(spacy_model: Path | None = None) -> str:
    """Give the hash of the trained weights, and of the user's own spaCy model with spaCy's version."""
    return _model_hash(spacy_model, hash_of_files(_data_files(PACKAGE / "models")))


def _model_hash(spacy_model: Path | None, shipped: str = "") -> str:
    if spacy_model is None:
        return shipped
    digest = hashlib.sha256(f"{shipped}\0{version('spacy')}\n".encode())
    for path in sorted(path for path in spacy_model.rglob("*") if path.is_file()):
        name = path.relative_to(spacy_model).as_posix()
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


@cache
def code_hash() -> str:
    """Give the hash of all code below transforms/."""
    return hash_of_files(PACKAGE.rglob("*.py"))


@cache
def library_versions() -> Mapping[str, str]:
    """Give the versions of what reads the texts, and of the character database."""
    return {
        **{name: version(name) for name in LIBRARIES},
        "unicode": unicodedata.unidata_version,
        "python": sys.version.split()[0],
    }


def everything(own_lexicons: tuple[Path, ...] = (), spacy_model: Path | None = None) -> dict[str, str]:
    """Give the hashes that a release is a function of, beside its inputs, as they stand in release.json."""
    return {
        "code": code_hash(),
        "lexicons": lexicons_hash(own_lexicons),
        "models": models_hash(spacy_model),
        "libraries": sha256_of_text(canonical_json(dict(library_versions()))),
    }


@cache
def parts(own_lexicons: tuple[Path, ...] = (), spacy_model: Path | None = None) -> Mapping[str, str]:
    """Give the fingerprint of each part of the first half: `base` (zones, sentences), and each extractor.

    An extractor's fingerprint holds its version, the code that it is made of, the lexicons and models that this code
    names, and the fingerprints of all that it needs, so that a change of one recomputes it and what builds on it, and
    nothing else. The user's own lexicons and model count for every part.
    """
    from transforms.extractors import EXTRACTORS  # noqa: PLC0415 - loads every extractor

    own_files = [hash_of_files(path for folder in own_lexicons for path in _data_files(folder))]
    shared = canonical_json([own_files, _model_hash(spacy_model), dict(library_versions())])
    found = {"base": sha256_of_text(shared + code_of(*BASE))}
    for extractor in EXTRACTORS:
        needed = [found[name] for name in extractor.needs if name in found]
        own = [extractor.name, extractor.version, code_of(extractor.find.__module__), found["base"], *needed]
        found[extractor.name] = sha256_of_text(canonical_json(own))
    return found


def code_of(*modules: str) -> str:
    """Give the hash of the modules' code, of all modules of ours that they import, directly or not, and of the data they name."""
    code = _closure(*modules)
    return hash_of_files([*code, *_data_of(code)])


def _data_of(code: Iterable[Path]) -> list[Path]:
    """Give the lexicons and models that these modules name, and those that no module names."""
    here = {path for module in code for path in _named(module)}
    return [path for path in _shipped_data() if path in here or path not in _named_anywhere()]


@cache
def _named_anywhere() -> frozenset[Path]:
    return frozenset(path for module in PACKAGE.rglob("*.py") for path in _named(module))


@cache
def _named(module: Path) -> frozenset[Path]:
    text = _source(module)
    return frozenset(path for path in _shipped_data() if path.name in text)


@cache
def _shipped_data() -> tuple[Path, ...]:
    return (*_data_files(PACKAGE / "lexicons"), *_data_files(PACKAGE / "models"))


@cache
def _source(module: Path) -> str:
    return module.read_text(encoding="utf-8")


def _closure(*modules: str) -> set[Path]:
    waiting, seen, found = [*modules], {REGISTRY}, set()
    while waiting:
        name = waiting.pop()
        path = _path_of(name)
        if name not in seen and path is not None:
            seen.add(name)
            found.add(path)
            waiting += _imports(path)
    return found


@cache
def _imports(path: Path) -> tuple[str, ...]:
    names: list[str] = []
    for match in IMPORT.finditer(_source(path)):
        module = match["module"] or match["whole"]
        names += [module, *(f"{module}.{name}" for name in re.findall(r"\w+", match["names"] or ""))]
    return tuple(names)


def _path_of(module: str) -> Path | None:
    inner = module.split(".")[1:]
    candidates = (PACKAGE.joinpath(*inner).with_suffix(".py"), PACKAGE.joinpath(*inner, "__init__.py"))
    return next((path for path in candidates if path.is_file()), None)


def _data_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc", ".md"}]

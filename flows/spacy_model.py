"""The user's own spaCy model in the place of the shipped recogniser: the setting `spacy_model`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from transforms.errors import SettingsError
from transforms.names.other_model import UNUSED, SpacyRecogniser

HINT = "It is the folder that spaCy's `to_disk` wrote: config.cfg, meta.json and one folder for each part, `ner` among them."


def checked(folder: Path | None) -> Path | None:
    """Give the folder of the model, if one is set; loading it is left to whoever reads texts.

    Raises `SettingsError` where spaCy is not installed, or where the folder holds no model that finds names.
    """
    if folder is None:
        return None
    if find_spec("spacy") is None:
        message = f"The setting 'spacy_model' is '{folder}', but spaCy is not installed."
        raise SettingsError(message, hint="Install it: pip install 'dateline[spacy]'.")
    if not (folder / "config.cfg").is_file() or not (folder / "meta.json").is_file():
        raise SettingsError(f"The setting 'spacy_model' cannot be '{folder}': no spaCy model lies there.", hint=HINT)
    return folder


@cache
def name_finder(folder: str) -> SpacyRecogniser | None:
    """Give the model in a folder, loaded once in each process; None for the empty name.

    Raises `SettingsError` where it cannot be used.
    """
    path = checked(Path(folder) if folder else None)
    if path is None:
        return None
    spacy: Any = import_module("spacy")
    try:
        model = spacy.load(path, exclude=list(UNUSED))
    except Exception as error:  # spaCy raises whatever a damaged or foreign model leads to
        raise SettingsError(f"spaCy cannot load the model in {folder}: {error}", hint=HINT) from error
    if not {"ner", "entity_ruler"} & set(model.pipe_names):
        raise SettingsError(f"The spaCy model in {folder} finds no names: it has no part 'ner'.", hint=HINT)
    return SpacyRecogniser(model)

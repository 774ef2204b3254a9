"""Label open text with a spaCy model, as silver data for the recogniser.

    python tools/label_texts.py MODEL texts.jsonl silver.jsonl [--every 2]

MODEL is the folder of a spaCy model that may be used so; its licence and the texts' stand in the model card. Each line of
texts.jsonl has `id` and `text`. Front matter is left out, folded lines are joined. Needs spaCy, which the project does not.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import spacy

FOLD = re.compile(r"(?<=[^\n]{45})\n(?=[A-Za-z0-9“\"('’$])")
LONGEST = 12_000  # characters of each text


def body(text: str) -> str:
    """Give a text without front matter, its folded lines joined."""
    end = text.find("\n---", 4) if text.startswith("---\n") else -1
    return FOLD.sub(" ", text[end + 4 :] if end > 0 else text)[:LONGEST]


def main() -> None:
    """Label and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("to", type=Path)
    parser.add_argument("--every", type=int, default=2)
    arguments = parser.parse_args()
    model = spacy.load(arguments.model, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    records = [json.loads(line) for line in arguments.texts.read_text(encoding="utf-8").splitlines()][
        :: arguments.every
    ]
    texts = [body(record["text"]) for record in records]
    with arguments.to.open("w", encoding="utf-8") as file:
        for record, text, read in zip(records, texts, model.pipe(texts, batch_size=32), strict=True):
            entities = [{"start": e.start_char, "end": e.end_char, "type": e.label_} for e in read.ents]
            file.write(json.dumps({"id": record["id"], "text": text, "entities": entities}) + "\n")


if __name__ == "__main__":
    main()

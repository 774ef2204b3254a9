"""A run reads only what is new or changed, and takes in exactly what a run that reads everything would."""

import datetime
import gzip
import os
import random  # noqa: TID251 - seeded, to choose changes

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import flows.ingest
from flows import raw_memory
from flows.ingest import ingest
from flows.known_files import FOLDER, MOST_SMALL, RECEIPT, keep, known_files
from flows.settings import Settings

TODAY = datetime.date(2025, 6, 1)
FIRST = {
    "a.txt": "The ferry left Pakse at noon.",
    "b.jsonl": '{"id": "x", "text": "Rice fell by 3 percent.", "published_date": "2025-01-09"}\n{"id": "y", "text": "Trains ran."}\n',
    "sub/c.txt": "A school opened in Sam Neua.",
    "empty.txt": "  ",
    "z.txt": "The ferry left Pakse at noon.",
}


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A raw folder whose files count as old enough, and a way to take it in with what is known."""
    monkeypatch.setattr(raw_memory, "MOMENT_NS", -3_600 * 10**9)
    world = World(tmp_path, monkeypatch)
    for name, text in FIRST.items():
        world.write(name, text)
    return world


class World:
    def __init__(self, folder, monkeypatch):
        self.raw, self.cache, self.folder = folder / "raw", folder / "cache", folder
        self.read, self.runs = [], 0
        opened = flows.ingest.OpenedFile

        def watched(path):
            self.read.append(path.relative_to(self.raw).as_posix())
            return opened(path)

        monkeypatch.setattr(flows.ingest, "OpenedFile", watched)

    def write(self, name, text):
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()) if name.endswith("gz") else text.encode())

    def look(self, as_of=TODAY):
        return raw_memory.look(Settings(raw=(self.raw,)), series="raw", as_of=as_of)

    def take_in(self):
        """Give which files were read; what was taken in must be what a fresh reading takes in."""
        self.runs += 1
        into, fresh, seen = self.folder / f"into{self.runs}", self.folder / f"fresh{self.runs}", self.look()
        self.read = []
        receipt = ingest([self.raw], into=into, as_of=TODAY, known=known_files(self.cache, seen))
        read = sorted(self.read)
        keep(self.cache, seen, into)
        assert receipt == ingest([self.raw], into=fresh, as_of=TODAY)
        assert_frame_equal(*(pl.read_parquet(folder / "inputs.parquet") for folder in (into, fresh)))
        records = [pl.read_parquet(folder / "records" / "*.parquet").sort("document_id") for folder in (into, fresh)]
        assert_frame_equal(*records)
        assert (self.cache / FOLDER / RECEIPT).is_file()
        return read


def test_only_what_is_new_or_changed_is_read(world):
    assert world.take_in() == sorted(FIRST)
    assert world.take_in() == []
    world.write("new.txt", "A bridge opened.")
    assert world.take_in() == ["new.txt"]
    world.write("a.txt", "The ferry left Pakse at one.")
    (world.raw / "sub" / "c.txt").unlink()
    assert world.take_in() == ["a.txt"]
    os.utime(world.raw / "z.txt", ns=(1, 1))
    assert world.take_in() == ["z.txt"]


def test_a_text_that_is_published_again_is_read_again(world):
    world.take_in()
    world.write(
        "later.jsonl", '{"id": "x", "text": "Rice fell by 3 percent last year.", "published_date": "2025-02-09"}\n'
    )
    assert world.take_in() == ["later.jsonl"]  # supersedes the record of b.jsonl, whose text is no longer kept
    (world.raw / "later.jsonl").unlink()
    assert world.take_in() == ["b.jsonl"]


def test_another_day_or_a_damaged_or_lost_file_leaves_nothing_known(world):
    world.take_in()
    assert known_files(world.cache, world.look()) is not None
    assert known_files(world.cache, world.look(datetime.date(2025, 6, 2))) is None
    part = next((world.cache / FOLDER / "records").glob("*.parquet"))
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.unlink()
    part.write_bytes(content)
    assert known_files(world.cache, world.look()) is None
    part.unlink()
    assert known_files(world.cache, world.look()) is None
    assert world.take_in() == sorted(FIRST)


def test_a_file_too_young_is_read_again(world, monkeypatch):
    monkeypatch.setattr(raw_memory, "MOMENT_NS", 3_600 * 10**9)
    world.take_in()
    assert world.take_in() == sorted(FIRST)


def test_many_runs_do_not_pile_up_parts(world):
    world.take_in()
    for number in range(MOST_SMALL + 3):
        world.write(f"n{number}.txt", f"Bridge number {number} opened.")
        world.take_in()
    assert len(list((world.cache / FOLDER / "records").glob("*.parquet"))) <= MOST_SMALL


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_to_the_files(world, seed):
    chosen = random.Random(seed)
    texts = [
        *FIRST.values(),
        "Trains ran late.",
        '{"id": "x", "text": "Rice rose.", "published_date": "2025-03-01"}\n',
        "not json\n{\n",
    ]
    names = [*FIRST, "new.jsonl", "new.txt.gz", "sub/deep/d.txt"]
    for _ in range(5):
        for _ in range(chosen.randint(0, 3)):
            name = chosen.choice(names)
            if chosen.random() < 0.3:
                (world.raw / name).unlink(missing_ok=True)
            else:
                world.write(name, chosen.choice(texts))
        world.write("kept.txt", "Something always stays.")
        world.take_in()

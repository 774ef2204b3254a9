"""A small release that holds, made of invented articles by the pipeline's own functions."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import polars as pl

from transforms.assemble import assembly
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import BY_NAME, OF_DOCUMENTS, TABLES

BRIDGE = """Bridge at Pakse to open next spring

VIENTIANE, March 14, 2025 (KPL) – The new bridge at Pakse cost 43 million dollars, about 12 percent more than planned. “It will carry 4,000 trucks a day,” Transport Minister Kham Sengsavath said in Vientiane on Friday.

He met Thai Foreign Minister Anan Chaiyasit on March 12. The two countries signed an agreement on border trade in 2019.
"""
TEA = """Tea from Yunnan sells well

KUNMING, May 2, 2025 (Xinhua) -- Traders in Kunming sold 8,500 tonnes of tea last year, up 12 percent from 2023, the chamber of tea houses said on Thursday. China and Laos trade more tea every year, it added.
"""
VISIT = "Prime Minister Sone Vongvichit visited Hanoi from 3 to 5 June 2025 and met President Tran Van Minh. Laos will buy 60 buses from Vietnam for $7.2 million.\n"
TEXTS = (BRIDGE, TEA, VISIT)
IDS = tuple(f"doc_{sha256(text.encode()).hexdigest()[:16]}" for text in TEXTS)
HASHES = tuple(sha256(text.encode()).hexdigest() for text in TEXTS)


def record(number, outcome, **fields):
    """Give a row of inputs."""
    return {
        "source_path": f"{number}.txt", "record_number": 0, "source_id": str(number), "byte_count": 0, "format": "text",
        "encoding": "utf-8", "outcome": outcome, **fields,
    }  # fmt: skip


def inputs():
    """Give three published records, one that repeats the second, and one that was turned away."""
    sizes = [len(text.encode()) for text in TEXTS]
    published = [
        record(n, "published", document_id=IDS[n], sha256=HASHES[n], byte_count=sizes[n]) for n in range(len(TEXTS))
    ]
    again = record(3, "duplicate", document_id=IDS[1], sha256=HASHES[1], detail="repeats 1.txt")
    empty = record(4, "rejected", reason="empty", sha256=sha256(b"").hexdigest())
    table = BY_NAME["inputs"]
    columns = {name: [row.get(name) for row in (*published, again, empty)] for name in table.names}
    return pl.DataFrame(columns, schema=table.schema, strict=True)


@cache
def frames():
    """Give every table of the example but the gate's own."""
    records = [
        (IDS[n], Record(source_path=f"{n}.txt", record_number=0, source_id=str(n), raw_sha256=HASHES[n], text=text))
        for n, text in enumerate(TEXTS)
    ]
    first = {name: frame.lazy() for name, frame in read_documents(records).items()}
    tables = {name: frame.collect() for name, frame in assembly(first, inputs().lazy()).tables.items()}
    assert all(
        tables[name].height for name in ("mentions", "metrics", "timexes", "statements", "roles", "event_mentions")
    )
    return tables


def write(folder: Path, tables=None, *, release=True, lows=("",)):
    """Write the tables as a release does (or, plainly, as `extract` does), and give the folder.

    `lows` are the ids at which the slices of the tables of single documents begin.
    """
    declared = {table.name: table for table in TABLES}
    for name, frame in (frames() if tables is None else tables).items():
        if release and name in declared and frame.schema == declared[name].schema and not _nulls(frame, declared[name]):
            (folder / name).mkdir(parents=True, exist_ok=True)
            for number, slice_ in enumerate(_cut(frame, lows) if name in OF_DOCUMENTS else [frame]):
                path = folder / name / f"part-{number:05}.parquet"
                slice_.lazy().sink_parquet(path, arrow_schema=declared[name].arrow_schema)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            frame.write_parquet(folder / f"{name}.parquet")
    return folder


def _cut(frame, lows):
    own = pl.col("document_id").fill_null("")
    return [
        frame.filter((own >= low) & ((own < high) if high else True))
        for low, high in zip(lows, [*lows[1:], None], strict=True)
    ]


def _nulls(frame, table):
    return any(frame[column.name].null_count() for column in table.columns if not column.nullable)

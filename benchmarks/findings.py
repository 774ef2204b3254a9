"""Whether planted contradictions are found, and none in clean texts; all texts are invented.

    python benchmarks/findings.py

Every case is one text, or two that contradict each other, with the check that must raise it. The clean texts are those
of `invented_news.py` and the second text of each case alone.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter

import polars as pl
from invented_news import documents

from transforms.assemble import assembly
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import BY_NAME

AS_OF = datetime.date(2026, 1, 1)
CLEAN = 50
# check: the texts of each case; a text may begin with its published date, parted by "|".
CASES: dict[str, list[tuple[str, ...]]] = {
    "weekdays": [
        ("2024-05-17|The minister arrived in Pakse on Monday, 14 May 2024, and left a day later.",),
        ("2023-08-03|The bridge over the Sekong was opened on Friday, August 2, 2023.",),
        ("2022-03-10|Talks between Laos and Nepal began on Tuesday, March 9, 2022, in Kathmandu.",),
        ("2021-11-30|The harvest festival will be held on Saturday 5 December 2021.",),
    ],
    "dateline_dates": [
        ("2024-03-01|VIENTIANE, March 6 (Mekong Wire) -- The line carried 4,000 passengers on Wednesday.",),
        ("2024-06-30|HANOI, June 2 (Mekong Wire) -- Rice prices rose for the third week.",),
        ("2023-01-02|PAKSE, January 14 (River Press) -- The ferry is running again.",),
        ("2022-09-30|KUNMING, Sept. 8 (River Press) -- Two tunnels were finished this week.",),
    ],
    "remainders": [
        ("Some 70 percent of the track has been laid. The remaining 40 percent will follow in May.",),
        ("The state holds 51 percent of the shares, and the remaining 59 percent belong to a fund in Hanoi.",),
        (
            "About 30 percent of the loan has been paid out. Work on two bridges has begun. The remaining 60 percent is due next year.",
        ),
        ("Rice made up 45 percent of exports; the remaining 65 percent was timber and coffee.",),
    ],
    "implausible_values": [
        ("The survey found that 130 percent of households have electric light.",),
        ("Teachers said 112 percent of the pupils passed the test.",),
        ("In the district 104 percent of voters took part, the commission said.",),
        ("The clinic has vaccinated 120 percent of all children in the valley.",),
    ],
    "rival_holders": [
        (
            "2024-05-02|Lao Foreign Minister Bounma Sisouk met traders in Pakse on Thursday.",
            "2024-05-02|Lao Foreign Minister Kham Vongsa opened a school in Luang Prabang on Thursday.",
        ),
        (
            "2023-02-07|Nepalese Prime Minister Hari Thapa spoke to farmers.",
            "2023-02-07|Nepalese Prime Minister Suman Karki visited Delhi.",
        ),
        (
            "2022-10-11|Peruvian President Elena Rojas signed the budget.",
            "2022-10-11|Peruvian President Marcos Quispe left for Chile.",
        ),
        (
            "2021-04-20|Kenyan Defence Minister Peter Otieno inspected the port.",
            "2021-04-20|Kenyan Defence Minister Grace Wanjiru spoke in Nairobi.",
        ),
    ],
    "rival_totals": [
        (
            "2024-05-02|The China-Laos Railway has carried 43 million passengers since it opened.",
            "2024-09-02|The China-Laos Railway has carried 20 million passengers since it opened.",
        ),
        (
            "2023-05-02|Since its opening, the Laos-China Railway has moved 30 million tonnes of freight.",
            "2023-05-09|The Laos-China Railway has moved 1,200 tonnes of freight so far.",
        ),
        (
            "2024-01-15|The Suez Canal has served 19,000 ships to date.",
            "2024-06-15|The Suez Canal has served 11,000 ships to date.",
        ),
        (
            "2022-05-02|The Channel Tunnel has carried 430 million passengers since 1994.",
            "2023-05-02|The Channel Tunnel has carried 90 million passengers since 1994.",
        ),
    ],
    "early_endings": [
        (
            "2015-12-22|After the successful 10th National Congress of the Lao People's Revolutionary Party, the guests left.",
            "2016-06-01|In Vientiane the Lao People's Revolutionary Party convened a 10th National Congress in January 2016.",
        ),
        (
            "2023-04-02|The 42nd ASEAN Summit was concluded with a joint statement, the Association of Southeast Asian Nations said.",
            "2023-08-01|The Association of Southeast Asian Nations held the 42nd ASEAN Summit in May 2023.",
        ),
        (
            "2022-08-15|The Communist Party of China achieved much at the 20th National Congress, the paper wrote.",
            "2022-12-20|The Communist Party of China held its 20th National Congress in October 2022.",
        ),
    ],
    "declared_figures": [
        (
            "Fact Box\n\nTokens: 900\n\nThe ferry\n\nThe ferry at Pakse runs again. It carries forty people and two carts.\n",
        ),
        ("Fact Box\n\nTypes: 3\n\nThe market\n\nRice was dear in the market this week. Fish was cheap.\n",),
        ("Fact Box\n\nTTR: 0.1\n\nThe road\n\nThe road to the dam is closed. The school is open.\n",),
    ],
}


def records(texts: list[str]) -> list[tuple[str, Record]]:
    """Give texts as records; a date before "|" becomes their published date."""
    made = []
    for text in texts:
        date, bar, rest = text.partition("|")
        dated = bar and date[:4].isdigit()
        body = rest if dated else text
        digest = hashlib.sha256(body.encode()).hexdigest()
        record = Record(
            text=body + "\n",
            source_path="made.jsonl",
            record_number=1,
            source_id=digest[:8],
            raw_sha256=digest,
            published=date if dated else None,
        )
        made.append((f"doc_{digest[:16]}", record))
    return made


def checks_raised(texts: list[str]) -> Counter[str]:
    """Give how many findings each check raises on some texts."""
    first = {name: frame.lazy() for name, frame in read_documents(records(texts)).items()}
    inputs = pl.LazyFrame(schema=BY_NAME["inputs"].schema)
    return Counter(assembly(first, inputs, as_of=AS_OF).tables["findings"].collect()["check"].to_list())


def main() -> None:
    """Measure."""
    for check, cases in CASES.items():
        missed = [case for case in cases if not checks_raised(list(case))[check]]
        print(f"{check:20s} {len(cases) - len(missed)} of {len(cases)} found")
        for case in missed:
            print("   missed", case)
    clean = [f"{record['published_date']}|{record['text']}" for record in documents(CLEAN)]
    print(f"{CLEAN} clean texts: {dict(checks_raised(clean)) or 'none'}")
    alone = [case[-1] for cases in CASES.values() for case in cases if len(case) > 1]
    print(f"{len(alone)} texts of pairs, alone: {dict(checks_raised(alone)) or 'none'}")


if __name__ == "__main__":
    main()

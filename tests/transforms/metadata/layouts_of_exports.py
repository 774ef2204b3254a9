"""Invented texts in the layouts of database exports, front matter and scrapers, and what their headers say."""

LEAD = "The two countries will build a bridge across the Nam Ou river before the end of next year, officials said."
SECOND = '"It will save us an hour every day," said Somchit Vongsa, who runs a ferry there.'
CASES = [
    (
        "traf",
        "---\ntitle: Laos opens new bridge over Nam Ou\nauthor: Annie Trent; Bo Ma\nurl: https://riverpost.example/2021/03/bridge\nhostname: riverpost.example\ndescription: A new bridge.\nsitename: The River Post\ndate: 2021-03-02\ncategories: ['Asia', 'Laos']\ntags: []\nfingerprint: abc\n---\n\n{LEAD}\n\n{SECOND}\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "The River Post",
            "author": "Annie Trent; Bo Ma",
            "url": "https://riverpost.example/2021/03/bridge",
            "published": "2021-03-02",
            "basis": "header",
        },
    ),
    (
        "factiva",
        "SE  Asia\nHD  Laos opens new bridge over Nam Ou\nBY  By Annie Trent\nWC  341 words\nPD  14 March 2021\nET  10:30\nSN  The River Post\nSC  RIVPO\nLA  English\nCY  Copyright 2021 River Media\nLP\n{LEAD}\nTD\n{SECOND}\nRE  laos : Laos\nPUB River Media\nAN  Document RIVPO00020210314eh3e0001\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "The River Post",
            "author": "Annie Trent",
            "published": "2021-03-14",
            "basis": "header",
        },
    ),
    (
        "nexis_uni",
        "Page 1 of 2\nLaos opens new bridge over Nam Ou\nThe River Post\nMarch 14, 2021 Sunday\n\nCopyright 2021 River Media Ltd All Rights Reserved\nSection: WORLD; Pg. 4\nLength: 312 words\nByline: Annie Trent\nBody\n\n{LEAD}\n\n{SECOND}\n\nLoad-Date: March 15, 2021\n\n\nEnd of Document\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "The River Post",
            "author": "Annie Trent",
            "published": "2021-03-14",
            "basis": "header",
        },
    ),
    (
        "interview",
        "Laos opens new bridge: PM\n\nPublished: 5 January 2022\nAuthor: Annie Trent\nSource: The River Post\nURL: http://riverpost.example/a\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge: PM",
            "publisher": "The River Post",
            "author": "Annie Trent",
            "url": "http://riverpost.example/a",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "rfc",
        "Date: Wed, 06 Nov 2019 10:14:03 +0000\nSubject: river\nTitle: Laos opens new bridge over Nam Ou\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2019-11-06",
            "basis": "header",
        },
    ),
    (
        "prefix_slash",
        " date 2021/3/5 Laos opens new bridge over Nam Ou\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2021-03-05",
            "basis": "header",
        },
    ),
    (
        "prefix_year",
        " date 2021 Laos opens new bridge over Nam Ou\n\nVIENTIANE, Jan. 5 -- {LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2021",
            "basis": "header",
            "place": "Vientiane",
            "dateline": "2021-01-05",
        },
    ),
    (
        "proquest",
        "Title: Laos opens new bridge over Nam Ou\nAuthor: Trent, Annie; Ma, Bo\nPublication info: China Daily (North American ed.) ; New York, N.Y. [New York, N.Y]14 Oct 2016: 5.\nProQuest document link\nAbstract: A bridge.\nLinks: Linking Service\nFull text: {LEAD}\n{SECOND}\nSubject: Bridges; Rivers\nLocation: Laos\nPublication title: China Daily (North American ed.)\nPublication date: Oct 14, 2016\nCopyright: Copyright China Daily Oct 14, 2016\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "China Daily",
            "author": "Annie Trent; Bo Ma",
            "published": "2016-10-14",
            "basis": "header",
        },
    ),
    (
        "jek",
        '---\nlayout: post\ntitle:  "Laos opens new bridge over Nam Ou"\ndate:   2022-01-05\nauthor: Annie Trent\ntags: [laos, bridge]\n---\n## Laos opens new bridge over Nam Ou\n\n{LEAD}\n\n{SECOND}\n',
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "hugo",
        '+++\ntitle = "Laos opens new bridge over Nam Ou"\ndate = "2022-01-05T10:00:00+07:00"\nauthor = "Annie Trent"\n+++\n\n{LEAD}\n\n{SECOND}\n',
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "scrape2",
        "title: Laos opens new bridge over Nam Ou\nauthor: Annie Trent\ndate: 2022-01-05\nurl: http://a.example/x\ntext: {LEAD}\n\n{SECOND}\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
            "url": "http://a.example/x",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "scrape3",
        " date 2022-01-05 Laos opens new bridge over Nam Ou {LEAD}\n\n{SECOND}\n",
        {
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "nexis_old",
        "                              9 of 40 DOCUMENTS\n\n                  Copyright 2009 River Media Ltd.\n                        All Rights Reserved\n                          The River Post\n\n                      January 5, 2009 Monday\n                            First Edition\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 52 words\n\nHEADLINE: Laos opens new bridge over Nam Ou\n\nBYLINE: Annie Trent, Pakse\n\nBODY:\n\n\n   {LEAD}\n\n   {SECOND}\n\nLOAD-DATE: January 5, 2009\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "The River Post",
            "author": "Annie Trent",
            "published": "2009-01-05",
            "basis": "header",
        },
    ),
    (
        "nexis_xin",
        "1 of 3 DOCUMENTS\n\nXinhua General News Service\n\nJanuary 5, 2009 Monday 4:00 AM EST\n\nLaos opens new bridge over Nam Ou\n\nLENGTH: 52 words\n\nDATELINE: VIENTIANE Jan. 5\n\nBODY:\n\nVIENTIANE, Jan. 5 (Xinhua) -- {LEAD}\n\n{SECOND}\n\nLOAD-DATE: January 6, 2009\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "Xinhua",
            "published": "2009-01-05",
            "basis": "header",
            "place": "Vientiane",
            "dateline": "2009-01-05",
        },
    ),
]

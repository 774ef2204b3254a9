"""Invented texts in the layouts of news agencies and press-release wires, and what their headers say."""

LEAD = "The two countries will build a bridge across the Nam Ou river before the end of next year, officials said."
SECOND = '"It will save us an hour every day," said Somchit Vongsa, who runs a ferry there.'
CASES = [
    (
        "xinhua_pipe",
        "Laos opens new bridge over Nam Ou\nSource: Xinhua| 2019-04-03 21:13:05|Editor: huaxia\n\nVIENTIANE, April 3 (Xinhua) -- {LEAD}\n\n{SECOND}\n\nKEY WORDS: Laos,bridge\nEXPLORE XINHUANET\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "Xinhua",
            "published": "2019-04-03",
            "basis": "header",
            "place": "Vientiane",
            "dateline": "2019-04-03",
        },
    ),
    (
        "xinhua_by",
        "Feature: Lao farmers turn to coffee\n\nby Xinhua writers Li Na, Wang Yu\n\nPAKSE, Laos, Jan. 3 (Xinhua) -- {LEAD}\n\n{SECOND} Enditem\n",
        {
            "title": "Feature: Lao farmers turn to coffee",
            "agency": "Xinhua",
            "author": "Li Na, Wang Yu",
            "place": "Pakse, Laos",
        },
    ),
    (
        "pd2",
        "Laos opens new bridge over Nam Ou\n(Xinhua) 09:12, June 22, 2021\n\nWorkers stand on the bridge in Luang Prabang, Laos, June 21, 2021. (Xinhua/Kai Qiao)\n\nVIENTIANE, June 21 (Xinhua) -- {LEAD}\n\n{SECOND}\n(Web editor: Wen Ying)\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "Xinhua",
            "published": "2021-06-22",
            "basis": "header",
            "place": "Vientiane",
            "dateline": "2021-06-21",
        },
    ),
    (
        "ap2",
        "Laos opens new bridge over Nam Ou\nBY DOROTHEA KLINE\nUpdated 9:21 AM GMT+7, March 3, 2024\n\nBANGKOK (AP) — {LEAD}\n\n{SECOND}\n\n___\n\nAssociated Press writer Tom Hull in Hanoi contributed to this report.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "AP",
            "author": "DOROTHEA KLINE",
            "published": "2024-03-03",
            "basis": "header",
            "place": "Bangkok",
        },
    ),
    (
        "reuters2",
        "Laos opens new bridge over Nam Ou\n\nBy Anna Holt\n\nMarch 3, 20213:14 AM UTCUpdated 2 years ago\n\nVIENTIANE (Reuters) - {LEAD}\n\n{SECOND}\n\nReporting by Anna Holt; Additional reporting by Minh Le; Editing by Kate Moss\n\nOur Standards: The Thomson Reuters Trust Principles.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "Reuters",
            "author": "Anna Holt",
            "published": "2021-03-03",
            "basis": "header",
            "place": "Vientiane",
        },
    ),
    (
        "afp2",
        "Laos opens new bridge over Nam Ou\n\nBy AFP\nPublished March 3, 2021\n\nVIENTIANE, March 2, 2021 (AFP) - {LEAD}\n\n{SECOND}\n\nabc/def/gh\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "AFP",
            "published": "2021-03-03",
            "basis": "header",
            "place": "Vientiane",
            "dateline": "2021-03-02",
        },
    ),
    (
        "kpl",
        "Laos Opens New Bridge over Nam Ou\n\n14/03/2022 10:21\n\nKPL\n\n(KPL) {LEAD}\n\n{SECOND}\n\nKPL\n",
        {
            "title": "Laos Opens New Bridge over Nam Ou",
            "agency": "KPL",
            "published": "2022-03-14",
            "basis": "header",
        },
    ),
    (
        "vna2",
        "Laos opens new bridge over Nam Ou\n\nA new bridge will link two districts, cutting travel time.\n\nVNA Friday, January 07, 2022 16:30\n\nHanoi (VNA) - {LEAD}\n\n{SECOND}/.\n\nVNA\n\n#Laos #bridge\n\nFollow VietnamPlus\n\nRelated News\n\nRice prices rise\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "deck": "A new bridge will link two districts, cutting travel time.",
            "agency": "VNA",
            "published": "2022-01-07",
            "basis": "header",
            "place": "Hanoi",
        },
    ),
    (
        "pti2",
        "Laos opens new bridge over Nam Ou\n\nPTI | Vientiane | Updated: 03-04-2018 15:00 IST | Created: 03-04-2018 14:55 IST\n\nVientiane, Apr 3 (PTI) {LEAD}\n\n{SECOND} PTI SKS RHL\n\n(This story has not been edited by staff and is auto-generated from a syndicated feed.)\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "PTI",
            "published": "2018-04-03",
            "basis": "header",
            "place": "Vientiane",
            "dateline": "2018-04-03",
        },
    ),
    (
        "prn",
        "Acme Rivers Opens Plant in Laos\n\nNews provided by\n\nAcme Rivers Ltd.\n\nMar 03, 2021, 09:00 ET\n\nShare this article\n\nVIENTIANE, Laos, March 3, 2021 /PRNewswire/ -- {LEAD}\n\n{SECOND}\n\nAbout Acme Rivers\n\nAcme Rivers builds turbines in twelve countries and was founded in 1988.\n\nMedia Contact:\nJane Roe\njane@acme.example\n+1 555 010 0100\n\nSOURCE Acme Rivers Ltd.\n",
        {
            "title": "Acme Rivers Opens Plant in Laos",
            "agency": "PRNewswire",
            "published": "2021-03-03",
            "basis": "dateline",
            "place": "Vientiane, Laos",
            "dateline": "2021-03-03",
        },
    ),
    (
        "bw",
        "Acme Rivers Opens Plant in Laos\n\nMarch 03, 2021 09:00 AM Eastern Standard Time\n\nVIENTIANE, Laos--(BUSINESS WIRE)--{LEAD}\n\n{SECOND}\n\nContacts\n\nJane Roe\njane@acme.example\n",
        {
            "title": "Acme Rivers Opens Plant in Laos",
            "agency": "Business Wire",
            "published": "2021-03-03",
            "basis": "header",
            "place": "Vientiane, Laos",
        },
    ),
    (
        "indian",
        "Laos opens new bridge over Nam Ou\n\nBy: PTI | New Delhi | Published: January 5, 2018 3:04 pm\n\nThe bridge is the third on the river. (Representational image)\n\n{LEAD}\n\n{SECOND}\n\nFor all the latest World News, download River App\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "PTI",
            "published": "2018-01-05",
            "basis": "header",
        },
    ),
    (
        "zh_stamp",
        "Laos opens new bridge over Nam Ou\n2021年1月22日 10:20 来源:新华网\n\n{LEAD}\n\n{SECOND}\n\n责任编辑: 王兰\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "Xinhua",
            "published": "2021-01-22",
            "basis": "header",
        },
    ),
    (
        "told_agency",
        'Laos opens new bridge\n\nVIENTIANE (AFP) - {LEAD}\n\n"We are glad," he told the Bangkok Post.\n',
        {
            "title": "Laos opens new bridge",
            "agency": "AFP",
            "place": "Vientiane",
        },
    ),
    (
        "xin_en",
        "Laos opens new bridge over Nam Ou\n\nXinhua | Updated: 2021-01-22 09:15\n\nVIENTIANE, Jan. 21 (Xinhua) -- {LEAD}\n\n{SECOND} ■\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "Xinhua",
            "published": "2021-01-22",
            "basis": "header",
            "place": "Vientiane",
            "dateline": "2021-01-21",
        },
    ),
    (
        "xin_photo",
        "Photo taken on Jan. 20, 2021 shows the new bridge in Pakbeng, Laos. (Photo by Kaikeo/Xinhua)\n\nVIENTIANE, Jan. 21 (Xinhua) -- {LEAD}\n\n{SECOND} Enditem",
        {
            "agency": "Xinhua",
            "published": "2021-01-21",
            "basis": "dateline",
            "place": "Vientiane",
            "dateline": "2021-01-21",
        },
    ),
    (
        "ap_note",
        "Laos opens new bridge over Nam Ou\n\nThe Associated Press\n\nVIENTIANE, Laos (AP) -- {LEAD}\n\n{SECOND}\n\nCopyright 2015 The Associated Press. All rights reserved. \n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "AP",
            "place": "Vientiane, Laos",
        },
    ),
    (
        "reuters_update",
        "UPDATE 1-Laos opens new bridge over Nam Ou\n\n(Adds quote, background)\n\nVIENTIANE, Jan 21 (Reuters) - {LEAD}\n\n{SECOND}\n\n(Reporting by Minh Le in Hanoi; Writing by Anna Holt; Editing by Tom Hull and Kate Moss)\n",
        {
            "title": "UPDATE 1-Laos opens new bridge over Nam Ou",
            "agency": "Reuters",
            "author": "Minh Le",
            "place": "Vientiane",
        },
    ),
    (
        "afp_short",
        "Laos opens new bridge over Nam Ou\nAFP, Vientiane\n\n{LEAD}\n\n{SECOND}\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "AFP",
        },
    ),
    (
        "ann_star",
        "Laos opens new bridge over Nam Ou\n\nBy ANNIE TRENT\n\nASEANPLUS NEWS\n\nWednesday, 05 Jan 2022\n\nVIENTIANE (Vientiane Times/Asia News Network): {LEAD}\n\n{SECOND} - Vientiane Times/ANN\n\nFollow us on our official WhatsApp channel for breaking news alerts and key updates!\n\nTags / Keywords: Laos , Bridge\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publication": "Vientiane Times",
            "agency": "ANN",
            "author": "ANNIE TRENT",
            "published": "2022-01-05",
            "basis": "header",
            "place": "Vientiane",
        },
    ),
    (
        "gnw",
        "Laos opens new bridge over Nam Ou\n\nJanuary 05, 2022 08:00 ET | Source: Acme Rivers Inc.\n\nPAKSE, Laos, Jan. 05, 2022 (GLOBE NEWSWIRE) -- {LEAD}\n\n{SECOND}\n\nAbout Acme Rivers Inc.\nAcme Rivers builds turbines in twelve countries.\n\nForward-Looking Statements\nThis release holds statements about the future that may not come true.\n\nContact: ir@acme.example\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "Acme Rivers Inc",
            "agency": "GlobeNewswire",
            "published": "2022-01-05",
            "basis": "header",
            "place": "Pakse, Laos",
            "dateline": "2022-01-05",
        },
    ),
    (
        "kyodo",
        "Laos opens new bridge over Nam Ou\n\nKYODO NEWS - Jan 5, 2022 - 14:22 | World, All\n\n{LEAD}\n\n{SECOND}\n\n==Kyodo\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "Kyodo",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "bern",
        "Laos opens new bridge over Nam Ou\n05/01/2022 10:12 AM\n\nKUALA LUMPUR, Jan 5 (Bernama) -- {LEAD}\n\n{SECOND}\n\n-- BERNAMA\n\nBERNAMA provides up-to-date authentic and comprehensive news.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "Bernama",
            "published": "2022-01-05",
            "basis": "header",
            "place": "Kuala Lumpur",
            "dateline": "2022-01-05",
        },
    ),
]

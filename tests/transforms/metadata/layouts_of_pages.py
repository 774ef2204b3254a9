"""Invented texts in the layouts of papers, portals, ministries and blogs, and what their headers say."""

LEAD = "The two countries will build a bridge across the Nam Ou river before the end of next year, officials said."
SECOND = '"It will save us an hour every day," said Somchit Vongsa, who runs a ferry there.'
CASES = [
    (
        "pd",
        "Laos opens new bridge over Nam Ou\n\nBy Zhu Yan (People's Daily Online) 08:33, February 25, 2021\n\n{LEAD}\n\n{SECOND}\n\n(Web editor: Zhong Wen, Bianji)\n\nAdd your comment\n\nMost Read\n\nRice prices rise\nNew road opens\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "People's Daily Online",
            "author": "Zhu Yan",
            "published": "2021-02-25",
            "basis": "header",
        },
    ),
    (
        "cctv",
        "Laos opens new bridge over Nam Ou\n\nCCTV.com English 03-14-2013 10:51 BJT\n\n{LEAD}\n\n{SECOND}\n\nEditor:Wang Li | Source: CCTV.com\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "CCTV.com",
            "published": "2013-03-14",
            "basis": "header",
        },
    ),
    (
        "cd",
        "World / Asia-Pacific\n\nLaos opens new bridge over Nam Ou\n\nBy Zhang Yunbi | China Daily | Updated: 2021-02-25 09:08\n\nShare\n\nWorkers finish the deck of the bridge in January. [Photo provided to China Daily]\n\n{LEAD}\n\n{SECOND}\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "China Daily",
            "author": "Zhang Yunbi",
            "published": "2021-02-25",
            "basis": "header",
        },
    ),
    (
        "cgtn2",
        "Laos opens new bridge over Nam Ou\nUpdated 16:02, 25-Feb-2021\nCGTN\n\n{LEAD}\n\n{SECOND}\n\n(With input from Xinhua)\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "CGTN",
            "published": "2021-02-25",
            "basis": "header",
        },
    ),
    (
        "gt2",
        "CHINA / DIPLOMACY\nLaos opens new bridge over Nam Ou\nBy Global Times Published: Mar 11, 2025 10:54 PM\n\n{LEAD}\n\n{SECOND}\n\nGlobal Times\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "Global Times",
            "published": "2025-03-11",
            "basis": "header",
        },
    ),
    (
        "gt3",
        "Laos opens new bridge over Nam Ou\nBy Li Xiaoming and Chen Yu Published: Mar 11, 2025 10:54 PM Updated: Mar 12, 2025 08:01 AM\nA bridge near Nong Khiaw Photo: VCG\n{LEAD}\n{SECOND}\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Li Xiaoming and Chen Yu",
            "published": "2025-03-11",
            "basis": "header",
        },
    ),
    (
        "vt",
        "Laos opens new bridge over Nam Ou\n\nTimes Reporters\n\n{LEAD}\n\n{SECOND}\n\n\nBy Times Reporters\n(Latest Update January 5, 2022)\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "qs",
        "Laos opens new bridge over Nam Ou\n\nSource: English Edition of Qiushi Journal Updated: 2021-01-22 10:00\n\n{LEAD}\n\n{SECOND}\n\nCopyright by Qiushi Journal, All rights reserved.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "Qiushi",
            "published": "2021-01-22",
            "basis": "header",
        },
    ),
    (
        "mfa",
        "Ministry of Foreign Affairs of the People's Republic of China\n\nForeign Ministry Spokesperson Lin Hua's Regular Press Conference on March 14, 2025\n\n2025-03-14 21:30\n\n{LEAD}\n\n{SECOND}\n",
        {
            "title": "Foreign Ministry Spokesperson Lin Hua's Regular Press Conference on March 14, 2025",
            "publisher": "Ministry of Foreign Affairs of the People's Republic of China",
            "published": "2025-03-14",
            "basis": "header",
        },
    ),
    (
        "bare",
        "Laos opens new bridge over Nam Ou\n\n{LEAD}\n\n{SECOND}\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
        },
    ),
    (
        "prose_only",
        "{LEAD}\n\n{SECOND}",
        {},
    ),
    (
        "mfa2",
        "Home > News\n\nWang Hai Meets with Lao Foreign Minister\n\n2021-01-22\n\nOn January 21, 2021, {lead}\n\n{SECOND}\n\nPrint   Share\n",
        {
            "title": "Wang Hai Meets with Lao Foreign Minister",
            "published": "2021-01-22",
            "basis": "header",
        },
    ),
    (
        "state",
        "Readout of the Call with the Lao Foreign Minister\n\nOFFICE OF THE SPOKESPERSON\n\nMARCH 14, 2021\n\nThe following is attributable to the spokesperson:\n\n{LEAD}\n\n{SECOND}\n\n###\n",
        {
            "title": "Readout of the Call with the Lao Foreign Minister",
            "published": "2021-03-14",
            "basis": "header",
        },
    ),
    (
        "wp",
        "River Post\nSkip to content\nHome About\nLaos opens new bridge over Nam Ou\nMarch 2, 2021 by Annie Trent\n{LEAD}\n{SECOND}\nCategories Asia\nTags bridge, Laos\nLeave a comment\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
            "published": "2021-03-02",
            "basis": "header",
        },
    ),
    (
        "straits",
        "Laos opens new bridge over Nam Ou\nAnnie Trent\nIndochina Bureau Chief\nUPDATED MAR 2, 2021, 5:00 AM SGT\n\nVIENTIANE - {LEAD}\n\n{SECOND}\n\nJoin ST's Telegram channel and get the latest breaking news delivered to you.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
            "author_role": "Indochina Bureau Chief",
            "published": "2021-03-02",
            "basis": "header",
            "place": "Vientiane",
        },
    ),
    (
        "oped",
        "Rivers need rules\n\nBy Annie Trent\n\n{LEAD}\n\n{SECOND}\n\nAnnie Trent is a research fellow at the River Institute in Hanoi.\n\nThe opinions expressed here are those of the writer and do not represent the views of the River Post.\n",
        {
            "title": "Rivers need rules",
            "publisher": "River Post",
            "author": "Annie Trent",
            "author_role": "research fellow at the River Institute in Hanoi",
        },
    ),
    (
        "month",
        "Annual report on rivers\n\nMarch 2021\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Annual report on rivers",
            "published": "2021-03",
            "basis": "header",
        },
    ),
    (
        "rel",
        "Laos opens new bridge over Nam Ou\n15 min ago\nAnnie Trent, River Post\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
        },
    ),
    (
        "caps",
        "FLOODS CUT ROAD 13 NORTH OF VIENTIANE\n\nBy ANNIE TRENT\nStaff Writer\n\n{LEAD}\n\n{SECOND}\n",
        {
            "title": "FLOODS CUT ROAD 13 NORTH OF VIENTIANE",
            "author": "ANNIE TRENT",
            "author_role": "Staff Writer",
        },
    ),
    (
        "date_in_lead",
        "Laos opens new bridge over Nam Ou\n\nOn 5 January 2022, {lead}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
        },
    ),
    (
        "copyright",
        "Laos opens new bridge over Nam Ou\n\n{LEAD}\n\n{SECOND}\n\n© 2021 The River Gazette. All rights reserved.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "River Gazette",
        },
    ),
    (
        "wet_title",
        "Laos opens new bridge over Nam Ou - River Gazette\nHome\nNews\nSport\nLaos opens new bridge over Nam Ou\nBy Annie Trent\n5 Jan 2022, 10:30 AM\nFacebook\nTwitter\nWhatsApp\n{LEAD}\n{SECOND}\nRelated Articles\nRice up\nRoad down\n© River Gazette 2022\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "River Gazette",
            "author": "Annie Trent",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "ambig_dl",
        "Laos opens new bridge over Nam Ou\nDate: 04/03/2025\n\nVIENTIANE, March 4 (KPL) -- {LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "KPL",
            "published": "2025-03-04",
            "basis": "header",
            "place": "Vientiane",
            "dateline": "2025-03-04",
        },
    ),
    (
        "ad_in_body",
        "Laos opens new bridge over Nam Ou\n5 January 2022\n\n{LEAD}\n\nAdvertisement\n\n{SECOND}\n\nREAD MORE: Rice prices rise\n\n{ROAD}\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "quote_title",
        '"We will not wait": Lao villagers build their own school\n\nJanuary 5, 2022 - 10:30\n\n{LEAD}\n\n{SECOND}',
        {
            "title": '"We will not wait": Lao villagers build their own school',
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "question",
        "What does the new bridge mean for Laos?\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "What does the new bridge mean for Laos?",
        },
    ),
    (
        "ministry",
        "MINISTRY OF HEALTH\nREPUBLIC OF KAVANA\n\nPRESS RELEASE\n\n3 March 2021\n\nNew clinics for river villages\n\n{LEAD}\n\n{SECOND}\n\nFor more information, please contact:\nPress Section\nTel: +856 21 000 000\n",
        {
            "title": "New clinics for river villages",
            "publisher": "Ministry of Health",
            "published": "2021-03-03",
            "basis": "header",
        },
    ),
    (
        "embassy",
        "Embassy of Kavana in Laos\n\nStatement by the Ambassador on the new bridge\n\nVientiane, 3 March 2021 - {LEAD}\n\n{SECOND}\n\n-END-\n",
        {
            "title": "Statement by the Ambassador on the new bridge",
            "publisher": "Embassy of Kavana in Laos",
            "published": "2021-03-03",
            "basis": "dateline",
            "place": "Vientiane",
            "dateline": "2021-03-03",
        },
    ),
    (
        "nation",
        "Laos opens new bridge over Nam Ou\nFRIDAY, MARCH 05, 2021\nThe Nation\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "The Nation Thailand",
            "published": "2021-03-05",
            "basis": "header",
        },
    ),
    (
        "hindu",
        "Laos opens new bridge over Nam Ou\n\nMarch 05, 2021 10:12 pm | Updated 10:30 pm IST - VIENTIANE\n\nAnnie Trent\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
            "published": "2021-03-05",
            "basis": "header",
        },
    ),
    (
        "photo_first",
        "The bridge at dusk. PHOTO: AFP\n\nLaos opens new bridge over Nam Ou\n\nPublished Jan 5, 2022\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "md",
        "# Laos opens new bridge over Nam Ou\n\n*By Annie Trent, January 5, 2022*\n\n{LEAD}\n\n{SECOND}\n\n---\n\n*Annie Trent is a reporter in Pakse.*\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "zh",
        "老挝新桥通车\n\n2021-01-22 来源：新华网\n\n新华社万象1月22日电 老挝北部一座新桥二十二日正式通车，当地官员说，这座桥将使两岸居民的出行时间缩短一个小时。\n",
        {
            "title": "老挝新桥通车",
            "agency": "Xinhua",
            "published": "2021-01-22",
            "basis": "header",
        },
    ),
    (
        "list",
        "{LEAD}\n\nSource: The River Gazette\n",
        {
            "publisher": "The River Gazette",
        },
    ),
    (
        "told1",
        '{LEAD}\n\n"We are glad," he told the Bangkok Post on Monday.\n',
        {
            "publisher": "Bangkok Post",
        },
    ),
    (
        "vt_page",
        "Laos opens new bridge over Nam Ou\n\nVientiane Times Reporters\n\n{LEAD}\n\n{SECOND}\n\nBy Advertisement Desk\n(Latest Update January 5, 2022)\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "cd_old",
        "Laos opens new bridge over Nam Ou\nBy Zhang Lu (China Daily)\nUpdated: 2012-03-08 07:45\n\n{LEAD}\n\n{SECOND}\n\nzhanglu@chinadaily.com.cn\n\n(China Daily 03/08/2012 page2)\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "China Daily",
            "author": "Zhang Lu",
            "published": "2012-03-08",
            "basis": "header",
        },
    ),
    (
        "cd_dateline",
        "Laos opens new bridge over Nam Ou\n\nBy Li Hong in Beijing and Wang Jian in Kunming | China Daily | Updated: 2021-02-25 09:08\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "China Daily",
            "author": "Li Hong and Wang Jian",
            "published": "2021-02-25",
            "basis": "header",
        },
    ),
    (
        "qiushi",
        "Laos opens new bridge over Nam Ou\n\nBy Li Hong\n\nSource: Qiushi Updated: 2020-05-18 09:22\n\n{LEAD}\n\n{SECOND}\n\n(Originally appeared in Qiushi Journal, Chinese edition, No. 5, 2020)\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "publisher": "Qiushi",
            "author": "Li Hong",
            "published": "2020-05-18",
            "basis": "header",
        },
    ),
    (
        "pd_old",
        "Laos opens new bridge over Nam Ou\n09:32, January 05, 2012\n\n{LEAD}\n\n{SECOND}\n\nWe Recommend:\nRice up\nRoad down\n\nLeave your comment 0 comments\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2012-01-05",
            "basis": "header",
        },
    ),
    (
        "gov",
        "Prime Minister's Office\n\nGOV.KV\n\nHome » Media » News\n\nLaos opens new bridge over Nam Ou\n\nPublished on: 5 January 2022\n\n{LEAD}\n\n{SECOND}\n\nShare on Facebook\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "white",
        "THE WHITE HOUSE\nOffice of the Press Secretary\n\nFOR IMMEDIATE RELEASE\nMarch 3, 2015\n\nStatement by the Press Secretary on the New Bridge\n\n{LEAD}\n\n{SECOND}\n\n# # #\n",
        {
            "title": "Statement by the Press Secretary on the New Bridge",
            "publisher": "Office of the Press Secretary",
            "published": "2015-03-03",
            "basis": "header",
        },
    ),
    (
        "guest",
        "Opinion\n\nRivers need rules\n\nAnnie Trent and Bo Ma\n\nJanuary 5, 2022\n\n{LEAD}\n\n{SECOND}\n\nThe authors are researchers at the River Institute.\n",
        {
            "title": "Rivers need rules",
            "author": "Annie Trent and Bo Ma",
            "published": "2022-01-05",
            "basis": "header",
        },
    ),
    (
        "anniv",
        "Kavana marks flood day\n\nPAKSE, March 11 (Reuters) - Kavana marked the anniversary of the flood of March 11, 2011 on Thursday.\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Kavana marks flood day",
            "agency": "Reuters",
            "place": "Pakse",
        },
    ),
    (
        "update",
        "Update: Quake hits northern Laos\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Update: Quake hits northern Laos",
        },
    ),
    (
        "video",
        "Video: Laos opens new bridge\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Video: Laos opens new bridge",
        },
    ),
    (
        "time_title",
        "Time to build: Laos opens new bridge\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Time to build: Laos opens new bridge",
        },
    ),
    (
        "by_title",
        "By boat, by bus: the long way home\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "By boat, by bus: the long way home",
        },
    ),
    (
        "caps_dash",
        "BREAKING - Laos opens new bridge\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "BREAKING - Laos opens new bridge",
        },
    ),
    (
        "year_title",
        "Review of the year 2021\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Review of the year 2021",
        },
    ),
    (
        "colon_site",
        "Laos - a country of rivers\n\n{LEAD}\n\n{SECOND}",
        {
            "title": "Laos - a country of rivers",
        },
    ),
    (
        "source_mid",
        "{LEAD}\n\nSource: the ministry said it had no more money for the road this year and next.\n\n{SECOND}",
        {},
    ),
    (
        "last_short",
        "Laos opens new bridge over Nam Ou\n\n{LEAD}\n\n{SECOND}\n\nHe laughed.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
        },
    ),
    (
        "last_list",
        "Laos opens new bridge over Nam Ou\n\n{LEAD}\n\nThe winners are:\nAnnie Trent\nBo Ma\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
        },
    ),
    (
        "share_price",
        "Laos opens new bridge over Nam Ou\n\n{LEAD}\n\nShare prices rose on Monday.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
        },
    ),
    (
        "contact_end",
        "Laos opens new bridge over Nam Ou\n\n{LEAD}\n\nContact with the villages was lost on Monday night, he said.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
        },
    ),
    (
        "read_end",
        'Laos opens new bridge over Nam Ou\n\n{LEAD}\n\n"Read the contract before you sign it," she told reporters in Pakse.\n',
        {
            "title": "Laos opens new bridge over Nam Ou",
        },
    ),
    (
        "follow_end",
        "Laos opens new bridge over Nam Ou\n\n{LEAD}\n\nThe report follows a year of floods.\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
        },
    ),
    (
        "qa",
        "Interview with the river chief\n\nQ: Why a bridge?\n\nA: {LEAD}\n\n{SECOND}",
        {
            "title": "Interview with the river chief",
        },
    ),
    (
        "stmt",
        '"The river is ours": Lao fishermen\n\n{LEAD}\n\n{SECOND}',
        {
            "title": '"The river is ours": Lao fishermen',
        },
    ),
    (
        "told2",
        "{LEAD} He told the Bangkok Post, and she told the Straits Times.\n",
        {},
    ),
    (
        "copyr_body",
        "{LEAD}\n\n{SECOND}\n\nThe copyright law of 2012 will be changed next year, he said.\n",
        {},
    ),
    (
        "end_by",
        "Laos opens new bridge over Nam Ou\n\n{LEAD}\n\n{SECOND}\n\n(By Annie Trent)\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "author": "Annie Trent",
        },
    ),
    (
        "prefix_prose",
        " date 2025-03-14 {LEAD}\n\n{SECOND}",
        {
            "published": "2025-03-14",
            "basis": "header",
        },
    ),
    (
        "newdelhi",
        "Laos opens new bridge over Nam Ou\n\nNEW DELHI: {LEAD}\n\n{SECOND} -- PTI\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "PTI",
            "place": "New Delhi",
        },
    ),
    (
        "ians",
        "Laos opens new bridge over Nam Ou\n\nBangkok, Jan 5 (IANS) {LEAD}\n\n{SECOND}\n\n--IANS\nabc/def\n",
        {
            "title": "Laos opens new bridge over Nam Ou",
            "agency": "IANS",
            "place": "Bangkok",
        },
    ),
]

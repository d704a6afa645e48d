"""The terms and the plan of the demo's programme, and what a suspended seller has to say."""

PLAN = "Start"
PRICES = {
    "de": "Die ersten 60 Tage kostenfrei, danach 0,89 € je versandtem Artikel.",
    "zh-hans": "前60天免费，之后每件发货商品0.89欧元。",
    "en": "Free for the first 60 days, then €0.89 for each item shipped.",
}
TEXTS = {
    "de": (
        "1. Wer teilnimmt\n"
        "Teilnehmen können eingeladene Verkäufer im Tarif Professionell, deren Konto in Ordnung ist.\n"
        "\n"
        "2. Was wir übernehmen\n"
        "Wir beantworten in Ihrem Namen alle Fragen nach der Bestellung zu Bestellungen, die Sie selbst "
        "versenden. Fragen zu Rechnungen und zur Personalisierung bleiben bei Ihnen.\n"
        "\n"
        "3. Unsere Fragen an Sie\n"
        "Sie beantworten unsere Fragen innerhalb von 24 Stunden, auch an Wochenenden und Feiertagen. Ohne "
        "Ihre Antwort entscheiden wir nach bestem Ermessen.\n"
        "\n"
        "4. Rückgaben\n"
        "Es gelten unsere Rückgabebedingungen oder Ihre eigenen, sobald wir sie genehmigt haben.\n"
        "\n"
        "5. Ende der Teilnahme\n"
        "Sie können jederzeit aussteigen. Bestellungen aus der Zeit Ihrer Teilnahme betreuen wir weiter."
    ),
    "zh-hans": (
        "一、参加条件\n"
        "受邀、使用专业销售计划且账户状况良好的卖家可以参加。\n"
        "\n"
        "二、我们负责的事项\n"
        "对于您自行发货的订单，我们以您的名义答复买家下单后的所有问题。发票和商品定制问题仍由您答复。\n"
        "\n"
        "三、我们向您提出的问题\n"
        "您须在24小时内答复，周末和节假日也不例外。逾期未答复的，我们将自行作出最佳判断。\n"
        "\n"
        "四、退货\n"
        "适用我们的退货政策；您自己的政策经我们批准后，适用您的政策。\n"
        "\n"
        "五、退出\n"
        "您可以随时退出。参加期间的订单仍由我们继续服务。"
    ),
}
COMPLAINT = (
    "Guten Tag,\n\nunser Konto war nur zwei Tage eingeschränkt, weil ein Ausweis neu geprüft wurde. Die "
    "Prüfung ist abgeschlossen. Bitte nehmen Sie uns wieder auf."
)

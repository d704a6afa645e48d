"""What the demo's people write: German as it arrives in a shop's mailbox."""

# topic as an agent would set it, subject, text
LETTERS = (
    ("delivery", "Wo ist mein Paket?",
     "Hallo,\n\nich habe am {placed} „{product}“ bestellt ({order}), angekommen ist bis heute nichts. "
     "Die Sendungsverfolgung zeigt seit Tagen denselben Stand. Können Sie bitte nachsehen?\n\n{name}"),
    ("delivery", "Lieferung {order}",
     "Guten Tag, laut Ihrer Mail sollte {order} gestern kommen. Ich war den ganzen Tag zu Hause, es hat "
     "niemand geklingelt. Wann kommt das Paket denn nun?\n\nMit freundlichen Grüßen\n{name}"),
    ("delivery", "Paket angeblich zugestellt",
     "Hallo, das Paket {order} soll bei einem Nachbarn abgegeben worden sein. Ich habe im ganzen Haus "
     "gefragt, keiner hat es. Was nun?\n\nGruß\n{name}"),
    ("item", "{product} kam kaputt an",
     "Guten Tag,\n\nheute kam {order} an, aber „{product}“ ist beschädigt: Der Karton war eingedrückt "
     "und innen ist etwas gebrochen. Ich hätte gern Ersatz.\n\nViele Grüße\n{name}"),
    ("item", "Teil fehlt",
     "Hallo, in der Lieferung {order} fehlt bei „{product}“ eine Schraube samt Halterung. So kann ich es "
     "nicht aufbauen. Schicken Sie mir die nach?\n\n{name}"),
    ("item", "Falscher Artikel",
     "Sehr geehrte Damen und Herren,\n\nich hatte „{product}“ bestellt ({order}), im Paket war aber etwas "
     "ganz anderes. Bitte sagen Sie mir, wie wir das lösen.\n\n{name}"),
    ("return", "Rückgabe {order}",
     "Guten Tag, „{product}“ passt leider nicht zu unserer Einrichtung. Wie kann ich es zurückschicken, "
     "und wer zahlt das Porto? Bestellnummer {order}.\n\n{name}"),
    ("refund", "Wann kommt mein Geld?",
     "Hallo, ich habe {order} vor zwei Wochen zurückgeschickt und noch keine Erstattung gesehen. Laut "
     "Beleg ist das Paket angekommen.\n\nGruß {name}"),
    ("product_use", "Frage zu {product}",
     "Guten Tag, eine Frage zu meiner Bestellung {order}: Kann man „{product}“ auch draußen benutzen? "
     "In der Anleitung steht dazu nichts.\n\nDanke und viele Grüße\n{name}"),
    ("warranty", "Nach drei Wochen defekt",
     "Hallo, „{product}“ aus {order} funktioniert seit gestern nicht mehr. Das kann doch nach so kurzer "
     "Zeit nicht sein. Was machen wir?\n\n{name}"),
    ("cancellation", "Bitte stornieren",
     "Guten Tag, ich habe {order} versehentlich doppelt bestellt. Bitte stornieren Sie eine der beiden, "
     "sie ist ja noch nicht verschickt.\n\n{name}"),
    ("withdrawal", "Widerruf",
     "Hiermit widerrufe ich meine Bestellung {order} („{product}“). Bitte bestätigen Sie mir den Eingang.\n\n{name}"),
    ("complaint", "So geht das nicht",
     "Seit Tagen warte ich auf eine Antwort zu {order}. Ich möchte jetzt wissen, wie es weitergeht, "
     "sonst bestelle ich woanders.\n\n{name}"),
)  # fmt: skip
# What goes to the seller himself.
SELLERS_LETTERS = (
    ("invoice", "Rechnung", "Guten Tag, bitte schicken Sie mir eine Rechnung zu {order}. Danke!\n\n{name}"),
    ("invoice", "Rechnung mit Umsatzsteuer",
     "Hallo, für {order} brauche ich eine Rechnung mit ausgewiesener Mehrwertsteuer.\n\n{name}"),
    ("customisation", "Gravur",
     "Guten Tag, welche Schrift verwenden Sie für die Gravur bei {order}?\n\n{name}"),
)  # fmt: skip
ANSWERS = (
    "Guten Tag,\n\nIhr Paket ist unterwegs; der Versanddienst hat es heute erneut gescannt. Es sollte in den nächsten "
    "zwei Werktagen bei Ihnen sein. Falls nicht, schreiben Sie uns, dann schicken wir Ersatz.",
    "Guten Tag,\n\nes tut uns leid, dass die Ware so angekommen ist. Wir haben Ersatz veranlasst; Sie erhalten die "
    "Sendungsnummer, sobald das Paket unterwegs ist. Die beschädigte Ware müssen Sie nicht zurückschicken.",
    "Guten Tag,\n\nlaut Produktseite ist der Artikel für innen und außen geeignet. Bitte achten Sie darauf, dass der "
    "Stecker vor Regen geschützt ist.",
    "Guten Tag,\n\nSie können den Artikel innerhalb von 30 Tagen zurücksenden. Das Etikett finden Sie auf der Seite "
    "Ihrer Anfrage; die Erstattung folgt, sobald das Paket angekommen ist.",
    "Guten Tag,\n\nwir haben Ihre Erstattung geprüft: Sie wurde gestern angewiesen und ist in zwei bis drei Werktagen "
    "auf Ihrem Konto.",
)
THANKS = (
    "Super, vielen Dank für die schnelle Hilfe!",
    "Danke, das Paket ist jetzt angekommen.",
    "Leider hat sich immer noch nichts getan. Was ist denn nun?",
    "Vielen Dank. Ein Foto habe ich Ihnen auf der Seite der Anfrage gelassen.",
)
NOTES = (
    "Käuferin klang am Telefon sehr ruhig, wartet aber seit zehn Tagen.",
    "Beim selben Versanddienst heute drei Verspätungen aus demselben Depot.",
    "Verkäufer antwortet sonst immer innerhalb weniger Stunden.",
)
SELLERS_ANSWERS = {
    "de": (
        "Das Paket wurde am Montag verschickt und liegt im Verteilzentrum. Ich habe beim Versanddienst nachgefragt.",
        "Ja, Ersatz ist da und geht heute noch raus.",
        "Bitte schicken Sie uns ein Foto vom Schaden, dann senden wir das Teil nach.",
    ),
    "zh-hans": (
        "包裹周一已发出，目前在德国分拨中心，我们已联系物流公司催件。",
        "有库存，今天就可以补发。",
        "请提供破损照片，我们会补寄配件。",
    ),
}
SELLERS_WORDS = (
    "Guten Tag, die Rechnung finden Sie im Anhang Ihrer Versandbestätigung. Falls nicht, sende ich sie gern erneut.",
    "Hallo, wir verwenden für die Gravur eine schlichte Antiqua. Eine Probe schicke ich Ihnen vorab.",
)
REASONS = (
    "Das Paket bewegt sich seit einer Woche nicht, und ein Ersatz ist der schnellste Weg zu Ihrer Ware.",
    "Der Schaden ist auf Ihrem Foto klar zu sehen; deshalb erhalten Sie den vollen Preis zurück.",
    "Ohne Auskunft des Verkäufers gehen wir von einem Verlust auf dem Transportweg aus.",
)
DECISIONS = {
    "delivery": (
        "Das Paket bewegt sich seit Tagen nicht mehr; wir gehen davon aus, dass es verloren ist.",
        "Der Liefertermin ist lange vorbei, und der Versanddienst weiß nicht, wo das Paket ist.",
    ),
    "item": (
        "Auf Ihrem Foto ist der Schaden gut zu sehen.",
        "Was bei Ihnen ankam, entspricht nicht dem, was Sie bestellt haben.",
    ),
    "return": (
        "Sie möchten den Artikel nicht behalten, und Ihre Anfrage kam rechtzeitig.",
        "Der Artikel passt nicht zu Ihnen; Sie dürfen ihn zurückschicken.",
    ),
    "withdrawal": ("Ihr Widerruf kam rechtzeitig.",),
    "warranty": (
        "So kurz nach dem Kauf gehen wir davon aus, dass der Fehler von Anfang an da war.",
    ),
}
TRACKING = "00340434161094015902"
OWN_WORDS = (
    "Der Käufer wartet seit dem Liefertermin. Bitte prüfen Sie den Stand beim Versanddienst.",
    "Auf dem Foto ist der Schaden deutlich zu sehen.",
    "",
)

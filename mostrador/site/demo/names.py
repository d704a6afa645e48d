"""Whom and what the demo's marketplace is made of. Everything here is made up."""

GERMAN_SHOPS = (
    ("Hafenlicht Hamburg", "hafenlicht"), ("Lampenladen Köhler", "lampen-koehler"),
    ("Holz & Heim Bayreuth", "holz-und-heim"), ("Kupferwerk Aachen", "kupferwerk"),
    ("Leuchtenhaus Nord", "leuchtenhaus-nord"), ("Glashütte Weimar", "glashuette-weimar"),
    ("Stoffe Lindner", "stoffe-lindner"), ("Küchenecke Trier", "kuechenecke"),
    ("Werkstatt Ost", "werkstatt-ost"), ("Gartenhof Lüneburg", "gartenhof"),
    ("Rahmen & Bild", "rahmen-und-bild"), ("Keramik Petersen", "keramik-petersen"),
    ("Möbelhof Fulda", "moebelhof-fulda"), ("Tischlerei Brandl", "tischlerei-brandl"),
    ("Elektro Sommer", "elektro-sommer"), ("Wohnstil Erfurt", "wohnstil-erfurt"),
    ("Textilhaus Rösch", "textilhaus-roesch"), ("Bürobedarf Jansen", "buero-jansen"),
    ("Papier & Feder", "papier-und-feder"), ("Spielzeug Anders", "spielzeug-anders"),
)  # fmt: skip
CHINESE_SHOPS = (
    ("Brightway Home", "brightway"), ("Lumen Pearl", "lumen-pearl"),
    ("Golden Lantern", "golden-lantern"), ("Ningbo Homeware", "ningbo-homeware"),
    ("Greenleaf Living", "greenleaf"), ("Silkroad Textile", "silkroad-textile"),
    ("Pearl River Tools", "pearl-river-tools"), ("Hualian Kitchen", "hualian"),
    ("East Lake Garden", "east-lake"), ("Moonrise Decor", "moonrise"),
    ("Yangtze Paper", "yangtze-paper"), ("Jinhua Toys", "jinhua-toys"),
    ("Bamboo & Co", "bamboo-co"), ("Red Maple Office", "red-maple"),
    ("Xiamen Ceramics", "xiamen-ceramics"), ("Sunny Coast Audio", "sunny-coast"),
    ("Harbour Light", "harbour-light"), ("Nanjing Frames", "nanjing-frames"),
)  # fmt: skip
FIRST_NAMES = (
    "Lea", "Jonas", "Mia", "Ben", "Emma", "Paula", "Finn", "Clara", "Lukas", "Ida", "Emil", "Nora",
    "Anton", "Greta", "Oskar", "Frieda", "Max", "Luise", "Karl", "Hannah", "Tom", "Marie", "Jakob",
    "Sofie", "Felix", "Helena", "David", "Lina", "Moritz", "Elif", "Mehmet", "Olena", "Dragan",
)  # fmt: skip
LAST_NAMES = (
    "Fischer", "Weber", "Wagner", "Becker", "Schulz", "Hoffmann", "Koch", "Richter", "Klein",
    "Wolf", "Neumann", "Schwarz", "Zimmermann", "Krüger", "Hartmann", "Lange", "Werner", "Krause",
    "Lehmann", "Maier", "Köhler", "Herrmann", "König", "Walter", "Yıldız", "Kaya", "Bondar", "Petrov",
)  # fmt: skip
TOWNS = (
    ("10115", "Berlin"), ("20095", "Hamburg"), ("80331", "München"), ("50667", "Köln"),
    ("60311", "Frankfurt am Main"), ("70173", "Stuttgart"), ("04109", "Leipzig"),
    ("44135", "Dortmund"), ("90402", "Nürnberg"), ("28195", "Bremen"), ("01067", "Dresden"),
    ("30159", "Hannover"), ("79098", "Freiburg"), ("99084", "Erfurt"), ("18055", "Rostock"),
)  # fmt: skip
STREETS = (
    "Lindenstraße", "Gartenweg", "Schillerstraße", "Am Mühlbach", "Bahnhofstraße", "Kirchgasse",
    "Rosenweg", "Goethestraße", "Bergstraße", "Ahornallee", "Marktplatz", "Wiesengrund",
)  # fmt: skip
# title, category, price, bullets
GOODS = (
    ("Stehleuchte Mattis", "lamps", "89.00", ("Dimmbar", "Höhe 158 cm", "Fassung E27")),
    ("Tischlampe Polly", "lamps", "34.90", ("Schirm aus Papier", "Fassung E14", "Kabel 1,5 m")),
    ("Lichterkette Fjord 10 m", "lamps", "19.95", ("100 LEDs", "Für innen und außen", "IP44")),
    ("Deckenleuchte Kreis", "lamps", "112.00", ("LED fest verbaut", "3000 K", "36 W")),
    ("Kissenbezug Leinen 50 × 50", "home", "16.50", ("100 % Leinen", "Bei 40 °C waschbar")),
    ("Wolldecke Nordsee", "home", "64.00", ("Schurwolle", "130 × 200 cm")),
    ("Schneidebrett Eiche", "kitchen", "27.80", ("Geölt", "40 × 28 cm", "Nicht spülmaschinenfest")),
    ("Espressokocher Bruna", "kitchen", "31.00", ("6 Tassen", "Nicht für Induktion")),
    ("Pfannen-Set Gusseisen", "kitchen", "74.90", ("2 Stück", "Für Induktion geeignet")),
    ("Akkuschrauber Handlich 12 V", "tools", "59.00", ("2 Akkus", "Drehmoment 30 Nm")),
    ("Gartenschere Rosa", "garden", "22.40", ("Klinge aus Stahl", "Für Äste bis 20 mm")),
    ("Pflanzkübel Terra 40 cm", "garden", "38.00", ("Frostfest", "Mit Wasserablauf")),
    ("Notizbuch Faden A5", "office", "12.90", ("192 Seiten", "Dotted", "Fadenheftung")),
    ("Schreibtischlampe Winkel", "lamps", "47.50", ("USB-Anschluss", "Gelenk aus Messing")),
    ("Holzpuzzle Waldtiere", "toys", "18.00", ("24 Teile", "Ab 3 Jahren")),
    ("Bilderrahmen Nussbaum A3", "home", "29.00", ("Glas", "Mit Passepartout")),
    ("Bluetooth-Lautsprecher Rund", "audio", "42.00", ("Akku 12 h", "IPX5")),
    ("Teekanne Steingut", "kitchen", "36.00", ("1,2 l", "Mit Sieb")),
)  # fmt: skip
CARRIERS = ("DHL", "Hermes", "DPD", "GLS", "Deutsche Post")
TITLES = tuple(title for title, *_ in GOODS)

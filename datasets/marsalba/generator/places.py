"""Who lives where: the districts and neighbourhoods of Marsalba, and what each is like."""

from dataclasses import dataclass

DISTRICTS = {
    "1": ("Old Town and Port", "Vieille Ville et Port", "Casco Antiguo y Puerto",
          "المدينة القديمة والميناء"),
    "2": ("New Town", "Ville Nouvelle", "Ensanche", "المدينة الجديدة"),
    "3": ("Hillside", "La Colline", "La Ladera", "سفح الجبل"),
    "4": ("East Bank", "Rive Est", "Ribera Este", "الضفة الشرقية"),
    "5": ("Beyond the Tracks", "Au-delà des Voies", "Más allá de las Vías", "ما وراء السكة"),
    "6": ("Outer Edge", "La Lisière", "La Periferia", "أطراف المدينة"),
}


@dataclass(frozen=True)
class Neighbourhood:
    code: str
    names: tuple      # English, French, Spanish, Arabic
    seat: tuple       # where its middle is on the drawing board
    quarters: tuple   # the quarters it may reach into
    built: str        # how it is built: a key of fabric.BUILT
    people: int
    abroad: float     # share born abroad
    origins: str      # a key of ORIGINS
    rent: float       # euros per square metre and month
    income: int       # euros per person and year


# Out of 100 people born abroad: Maghreb, sub-Saharan Africa, Levant, Latin America, Eastern Europe,
# elsewhere; and how many of the 100 are refugees.
ORIGINS = {
    "harbour": (36, 12, 20, 13, 6, 13, 11),
    "souk": (47, 8, 24, 8, 3, 10, 13),
    "estate": (37, 25, 13, 13, 9, 3, 9),
    "towers": (26, 38, 16, 10, 7, 3, 15),
    "workers": (22, 10, 7, 32, 24, 5, 4),
    "town": (8, 4, 6, 33, 18, 31, 3),
    "villas": (3, 1, 3, 21, 12, 60, 1),
    "new": (24, 14, 10, 31, 17, 4, 6),
}


def place(code, names, seat, quarters, built, people, abroad, origins, rent, income):
    return Neighbourhood(code, tuple(names.split("|")), seat, tuple(quarters.split()), built, people,
                         abroad, origins, rent, income)


NEIGHBOURHOODS = [
    place("101", "Old Market|Vieux-Marché|Mercado Viejo|السوق القديم",
          (3050, 1880), "old_town", "old", 3700, .47, "souk", 13.1, 11800),
    place("102", "Lantern Gate|Porte-de-la-Lanterne|Puerta del Farol|باب الفانوس",
          (2720, 1690), "old_town", "old", 3200, .51, "harbour", 12.2, 10900),
    place("103", "Alcassaba|Alcassaba|Alcazaba|القصبة",
          (2780, 2130), "old_town", "old", 3400, .56, "souk", 10.4, 9800),
    place("104", "Ropemakers|Cordiers|Cordeleros|الحبّالون",
          (3400, 1690), "old_town", "old", 3100, .43, "harbour", 13.4, 12100),
    place("105", "Seven Wells|Sept-Puits|Siete Pozos|الآبار السبعة",
          (3370, 2150), "old_town", "old", 3300, .48, "souk", 12.0, 11200),
    place("106", "Almond Gate|Porte-aux-Amandes|Puerta del Almendro|باب اللوز",
          (3030, 2330), "old_town", "old", 2900, .35, "harbour", 14.9, 14200),
    place("107", "Commercial Port|Port de Commerce|Puerto Comercial|الميناء التجاري",
          (3100, 1250), "harbour", "port", 0, 0, "town", 0, 0),
    place("201", "Plane Trees|Les Platanes|Los Plátanos|الدلب",
          (2230, 1980), "grid", "grid", 6300, .12, "town", 15.3, 17800),
    place("202", "New Square|Place-Neuve|Plaza Nueva|الساحة الجديدة",
          (2400, 2640), "grid", "grid", 7200, .09, "town", 17.2, 21500),
    place("203", "Lime Walk|Les Tilleuls|Los Tilos|ممشى الزيزفون",
          (2450, 3330), "grid", "grid", 6600, .11, "town", 15.9, 18900),
    place("204", "Station|La Gare|La Estación|المحطة",
          (3160, 3600), "grid", "grid", 5800, .17, "workers", 13.8, 15200),
    place("205", "Promenade|La Promenade|El Paseo|المنتزه",
          (3240, 2860), "grid", "grid", 7100, .08, "town", 18.6, 24300),
    place("206", "Theatre|Le Théâtre|El Teatro|المسرح",
          (4000, 3480), "grid", "grid", 6400, .10, "town", 16.4, 19600),
    place("207", "Orchard Park|Parc-du-Verger|Parque del Huerto|حديقة البستان",
          (4200, 2560), "grid", "grid", 4600, .06, "villas", 19.4, 27800),
    place("208", "Customs House|La Douane|La Aduana|الجمرك",
          (4080, 1780), "grid", "grid", 5200, .12, "town", 16.1, 19100),
    place("301", "Castle Hill|Colline-du-Château|Cerro del Castillo|تلة القلعة",
          (1060, 2680), "hill", "hill", 0, 0, "villas", 0, 0),
    place("302", "The Stairs|Les Escaliers|Las Escaleras|الأدراج",
          (1650, 2650), "hill", "hill", 3900, .26, "workers", 10.9, 12900),
    place("303", "Fig Terraces|Terrasses-des-Figuiers|Terrazas de la Higuera|مصاطب التين",
          (1390, 1980), "hill", "hill", 3300, .15, "town", 14.2, 17300),
    place("304", "Windmills|Les Moulins|Los Molinos|الطواحين",
          (1330, 3420), "hill", "hill", 3200, .19, "workers", 11.6, 13900),
    place("305", "The Lookout|Le Belvédère|El Mirador|المطل",
          (450, 2560), "hill", "villas", 1500, .12, "villas", 17.5, 31200),
    place("306", "Quarry|La Carrière|La Cantera|المحجر",
          (560, 3680), "hill", "hill", 1800, .18, "workers", 10.2, 12600),
    place("307", "Lighthouse Cape|Cap-du-Phare|Cabo del Faro|رأس المنارة",
          (720, 1690), "hill cape", "villas", 1500, .21, "villas", 18.8, 33400),
    place("401", "Fishermen's Beach|Plage-des-Pêcheurs|Playa de los Pescadores|شاطئ الصيادين",
          (5150, 1400), "beach east", "fishers", 2700, .18, "harbour", 12.9, 13800),
    place("402", "Tanneries|Les Tanneries|Las Tenerías|المدابغ",
          (5000, 2080), "east", "workers", 5800, .29, "workers", 11.2, 12800),
    place("403", "Foundry|La Fonderie|La Fundición|المسبك",
          (5400, 2580), "east", "workers", 6000, .25, "workers", 11.0, 13100),
    place("404", "New Bridge|Pont-Neuf|Puente Nuevo|الجسر الجديد",
          (5030, 3300), "east", "workers", 5600, .19, "town", 12.8, 15100),
    place("405", "Mulberries|Les Mûriers|Las Moreras|أشجار التوت",
          (5500, 3750), "east", "workers", 5700, .21, "workers", 12.1, 14600),
    place("406", "Garden City|Cité-Jardin|Ciudad Jardín|المدينة الحديقة",
          (6270, 2280), "east beach", "garden", 4300, .08, "villas", 15.2, 24600),
    place("407", "Sanatorium|Le Sanatorium|El Sanatorio|المصحّ",
          (6300, 3680), "east", "campus", 1800, .11, "town", 13.3, 18400),
    place("408", "Salt Flats|Les Salines|Las Salinas|الملّاحات",
          (7200, 2600), "east beach", "outskirts", 520, .16, "workers", 9.1, 13400),
    place("501", "Poplars|Les Peupliers|Los Álamos|أشجار الحور",
          (2480, 4230), "north", "estate", 6800, .48, "estate", 8.1, 8900),
    place("502", "Twelve Towers|Les Douze-Tours|Doce Torres|الأبراج الاثنا عشر",
          (1200, 4560), "north", "estate", 6300, .54, "towers", 7.4, 8100),
    place("503", "Concord|La Concorde|La Concordia|الوئام",
          (2550, 4780), "north", "estate", 5500, .43, "estate", 8.0, 9300),
    place("504", "Old Depot|L'Ancien-Dépôt|Las Cocheras|المستودع القديم",
          (3900, 4230), "north", "estate", 4800, .40, "estate", 8.8, 9900),
    place("505", "Weavers|Les Tisserands|Los Tejedores|النسّاجون",
          (3950, 4730), "north", "estate", 4600, .35, "estate", 9.0, 10600),
    place("506", "Benimar|Benimar|Benimar|بني مار",
          (2480, 5500), "outer_north", "village", 1600, .12, "workers", 9.9, 14100),
    place("507", "New Light|Lumière-Neuve|Luz Nueva|النور الجديد",
          (1000, 5450), "outer_north", "new_estate", 3400, .30, "new", 9.6, 13900),
    place("601", "Market Gardens|Les Maraîchers|Las Huertas|البساتين",
          (3900, 5620), "outer_north", "outskirts", 560, .34, "towers", 7.9, 10200),
    place("602", "East Yards|Chantiers-Est|Talleres del Este|الورش الشرقية",
          (5700, 4680), "industry", "industry", 900, .37, "towers", 7.6, 9700),
    place("603", "Logistics Park|Parc Logistique|Parque Logístico|المنطقة اللوجستية",
          (6450, 5400), "industry", "industry", 240, .31, "towers", 7.5, 10100),
]

BY_CODE = {n.code: n for n in NEIGHBOURHOODS}

"""Which services Marsalba has, where, for whom, when; the story is told here.

The centre has nearly everything; the old town has shops, associations and little that is public;
beyond the tracks there is a fraction of what people need, and in New Light nothing at all.
"""

from dataclasses import dataclass

EVERYWHERE = {"old_town": 1.0, "grid": 1.25, "hill": .55, "cape": .3, "beach": .8, "east": .9,
              "north": .42, "outer_north": .12, "industry": .25}
OFFICE = "Mo-Fr 09:00-14:00"
SHOPS = "Mo-Sa 09:00-14:00,17:00-20:30"
SCHOOL = "Mo-Fr 09:00-17:00"


@dataclass(frozen=True)
class Offer:
    kind: str
    count: int                 # how many, spread where people live
    at: str = ""               # or these neighbourhoods, one for each
    capacity: tuple = ()       # from, to
    hours: str = SHOPS
    languages: str = "es"
    open_to: str = "everyone"
    fee: str = "none"
    run_by: str = "private"
    funded_until: str = ""
    status: str = "open"


def public(kind, at, capacity, hours=OFFICE, languages="es", open_to="everyone", fee="none",
           run_by="city", funded_until="", status="open"):
    return Offer(kind, 0, at, capacity, hours, languages, open_to, fee, run_by, funded_until, status)


HEALTH = [
    public("health.clinic", "201 202 203 205 206 208 302 402 404 406 504", (9000, 16000),
           "Mo-Fr 08:00-20:00", "es;fr", "registered", run_by="region"),
    public("health.hospital", "203 407", (260, 420), "24/7", "es;fr;en", run_by="region"),
    public("emergency.ambulance", "203 407", (6, 12), "24/7", "es;fr;en", run_by="region"),
    public("health.mental", "207 404", (300, 500), OFFICE, "es", "registered", run_by="region"),
    public("health.mother_and_child", "205 403", (900, 1400), "Mo-Fr 09:00-15:00", "es;fr",
           "registered", run_by="region"),
    public("health.mother_and_child", "103", (120, 160), "Tu,Th 16:00-19:00", "es;ar;fr", "women",
           run_by="association", funded_until="2026-06-30"),
    Offer("health.doctor", 26, capacity=(1, 4), hours="Mo-Fr 09:00-13:00,16:00-19:00",
          fee="45 EUR"),
    Offer("health.pharmacy", 42, hours="Mo-Sa 09:00-21:00"),
    Offer("health.dentist", 22, hours="Mo-Fr 09:30-13:30,16:00-20:00", fee="60 EUR"),
    public("health.laboratory", "203 206 404", (80, 160), "Mo-Fr 07:30-13:00", "es", "registered",
           run_by="region"),
    Offer("health.therapy", 14, hours="Mo-Fr 10:00-14:00,16:00-20:00", fee="40 EUR"),
]

LEARNING = [
    public("education.school", "104 106 201 201 202 202 203 203 204 205 205 206 206 208 302 304 306 "
           "401 402 403 404 405 405 406 406 504 505 506", (210, 460), SCHOOL, run_by="region"),
    public("education.preschool", "104 201 202 203 205 206 208 302 303 401 402 403 404 405 406 504 "
           "505 506", (75, 150), SCHOOL, run_by="region"),
    public("education.secondary", "202 203 205 206 208 303 402 405 406 505", (420, 820),
           "Mo-Fr 08:00-15:00", run_by="region"),
    public("education.special", "407", (90, 110), SCHOOL, run_by="region"),
    public("education.university", "205 407 407", (2200, 6500), "Mo-Fr 08:00-21:00", "es;en",
           "students", "1350 EUR", "region"),
    public("education.adult", "202 403", (180, 260), "Mo-Fr 16:00-21:00", run_by="region"),
    public("education.language", "202 205 206 207", (60, 180), "Mo-Fr 10:00-21:00", "es;en;fr",
           fee="320 EUR", run_by="private"),
    public("education.music", "202 206 406", (80, 240), "Mo-Fr 16:00-21:00", fee="240 EUR"),
    public("childcare.nursery", "201 202 202 203 205 205 206 207 208 303 402 404 405 406 406 "
           "505", (36, 82), "Mo-Fr 07:30-17:00", "es", "registered", "income"),
    public("childcare.playroom", "202 206 403 406", (30, 45), "Mo-Sa 16:30-20:00"),
    public("childcare.protection", "406", (14, 18), "24/7", "es;ar;fr", "referred", run_by="region"),
    public("training.vocational", "206 402 407", (240, 520), "Mo-Fr 08:00-15:00", "es", "registered",
           run_by="region"),
    public("training.digital", "205 403 505", (16, 24), "Mo-Fr 17:00-20:00", "es"),
    Offer("training.driving", 9, fee="780 EUR", hours="Mo-Fr 10:00-13:30,17:00-20:30"),
]

ARRIVAL = [
    public("arrival.welcome", "205", (40, 40), "Mo-Fr 09:00-14:00", "es;fr;en"),
    public("arrival.registration", "205 404", (120, 140), "Mo-Fr 08:30-13:30", "es"),
    public("arrival.language_course", "207 406 407", (40, 90), "Mo-Fr 10:00-13:00", "es",
           "registered", funded_until="2026-12-31"),
    public("arrival.language_course", "103", (18, 18), "Tu,Th 18:00-20:00", "es;ar", "women",
           run_by="association", funded_until="2026-06-30"),
    public("arrival.interpreter", "203 205", (8, 12), OFFICE, "es;ar;fr;en"),
    public("arrival.interpreter", "504", (3, 3), "We 10:00-13:00", "es;ar;fr",
           run_by="association", funded_until="2026-03-31"),
    public("arrival.legal_aid", "205", (25, 25), "Tu,Th 09:00-13:00", "es;fr"),
    public("arrival.legal_aid", "104", (15, 15), "We 17:00-20:00", "es;ar;fr", run_by="association",
           funded_until="2026-09-30"),
    public("arrival.information", "102 204 208", (10, 20), "Mo-Sa 09:30-19:00", "es;fr;en"),
    public("arrival.recognition", "407", (12, 12), "Mo,We 10:00-13:00", "es;en", run_by="region"),
    public("arrival.shelter", "105 204 403", (24, 60), "Mo-Su 19:00-09:00", "es;ar;fr;en",
           run_by="association", funded_until="2026-12-31"),
    public("arrival.reception", "602", (140, 140), "24/7", "es;ar;fr;en", "asylum seekers",
           run_by="state", funded_until="2027-12-31"),
]

CITY_LIFE = [
    public("legal.townhall", "205 403", (60, 120), "Mo-Fr 08:30-14:30", "es;fr"),
    public("legal.court", "205", (80, 80), "Mo-Fr 09:00-14:00", run_by="state"),
    public("legal.tenants", "205", (20, 20), "Mo-Th 09:00-14:00"),
    public("legal.rights", "205", (10, 10), "Tu,Th 10:00-13:00", "es;fr", run_by="region"),
    Offer("legal.lawyer", 16, hours="Mo-Fr 10:00-14:00,16:00-19:00", fee="90 EUR"),
    public("work.job_centre", "206 404", (150, 220), "Mo-Fr 09:00-14:00", "es", "registered",
           run_by="region"),
    public("work.cooperative", "102 402 505", (12, 30), "Mo-Fr 09:00-18:00", "es;ar",
           run_by="association"),
    public("social.services", "202 208 302 403 405 504", (700, 1400), "Mo-Fr 08:30-15:00", "es",
           "registered"),
    public("social.food_bank", "103 402 502", (60, 180), "Tu,Fr 17:00-19:00", "es;ar;fr",
           run_by="association", funded_until="2026-12-31"),
    public("social.women", "202 404", (60, 90), "Mo-Fr 09:00-14:00", "es;fr", "women"),
    public("social.women_refuge", "207", (12, 12), "24/7", "es;ar;fr;en", "women", run_by="region"),
    public("social.homeless", "102", (45, 45), "Mo-Sa 08:00-20:00", "es;fr", run_by="association"),
    public("social.elderly", "106 201 203 206 303 402 405 406 504", (60, 140), "Mo-Fr 10:00-19:00",
           open_to="residents over 60"),
    public("social.care_home", "207 305 406 407", (60, 110), "24/7", fee="1650 EUR"),
    public("social.disability", "203 405", (30, 60), "Mo-Fr 09:00-17:00", run_by="association"),
    public("community.centre", "101 201 203 206 302 402 405 406 504 506", (90, 260),
           "Mo-Fr 10:00-21:00"),
    public("community.youth", "202 208 403 505", (50, 90), "Mo-Fr 17:00-21:00", open_to="under 30"),
    public("community.association", "101 101 103 103 105 105 102 104 204 302 402 403 501 501 502 503 "
           "505 602", (20, 70), "Mo-Fr 18:00-21:00", "es;ar;fr", run_by="association"),
    public("worship.mosque", "102 103 105 402 501 502", (70, 320), "Mo-Su 05:30-22:00", "ar;es",
           run_by="association"),
    public("worship.church", "101 104 106 201 203 205 206 208 302 304 401 403 404 405 406 502 506",
           (120, 480), "Mo-Su 09:00-20:00", run_by="association"),
    public("worship.other", "204 402", (60, 120), "Sa-Su 10:00-13:00", "es;en",
           run_by="association"),
    public("culture.library", "208 202 205 303 404 406", (70, 190),
           "Mo-Fr 10:00-20:30; Sa 10:00-14:00", "es;fr"),
    public("culture.museum", "104 205 208 301", (120, 300), "Tu-Su 10:00-19:00", "es;fr;en",
           fee="6 EUR"),
    public("culture.stage", "101 205 206 206 404", (180, 900), "We-Su 18:00-23:00", fee="14 EUR"),
    Offer("culture.night", 24, hours="We-Su 20:00-02:00"),
    public("emergency.police", "104 203 404", (30, 80), "24/7", "es", run_by="state"),
    public("emergency.fire", "208 407", (24, 40), "24/7"),
    public("emergency.assembly", "202 207 303 406 504 506", (600, 2500), "24/7"),
    Offer("emergency.water", 26, hours="24/7", run_by="city"),
    public("emergency.toilets", "101 204 207 401", (4, 10), "Mo-Su 08:00-22:00"),
]

EVERY_DAY = [
    public("food.market", "101 206 404", (40, 120), "Mo-Sa 07:30-14:30"),
    Offer("food.supermarket", 33, hours="Mo-Sa 09:00-21:30"),
    Offer("food.shop", 84, hours="Mo-Su 08:00-22:00", languages="es;ar"),
    Offer("food.eating_out", 66, hours="Mo-Su 08:00-24:00"),
    Offer("shop.everyday", 34),
    Offer("shop.clothes", 24),
    Offer("shop.personal", 36, hours="Tu-Sa 09:30-20:00", languages="es"),
    Offer("finance.bank", 22, hours="Mo-Fr 08:30-14:00"),
    public("finance.transfer", "101 102 103 105 204 204 402 403 501 502", (2, 4),
           "Mo-Su 10:00-22:00", "es;ar;fr;en", run_by="private", fee="4 EUR"),
    public("finance.post", "203 205 208 404", (4, 8), "Mo-Fr 08:30-20:30", run_by="state"),
    public("green.playground", "101 106 201 201 202 203 203 205 205 206 206 207 207 208 302 303 304 "
           "306 401 402 403 404 405 405 406 406 504 504 505 505 506", (15, 45), "24/7"),
    public("green.square", "101 105 202 205 401 506", (), "24/7"),
    public("green.beach", "307 401 406", (), "24/7"),
    public("green.allotment", "505 601 601", (30, 60), "Mo-Su 07:00-21:00", fee="60 EUR"),
    public("sport.centre", "201 206 404 406", (120, 360), "Mo-Su 07:00-22:30", fee="34 EUR"),
    public("sport.pitch", "203 207 304 402 403 406 407 501 504 505", (14, 28), "Mo-Su 09:00-22:00"),
    public("sport.pool", "206 406", (90, 140), "Mo-Sa 07:00-21:30", fee="29 EUR"),
    public("transport.station", "204", (3000, 3000), "Mo-Su 05:00-24:00", "es;fr;en",
           run_by="state"),
    public("transport.sharing", "101 202 204 205 206 207 208 401 404", (12, 28), "24/7",
           fee="25 EUR"),
]

OFFERS = HEALTH + LEARNING + ARRIVAL + CITY_LIFE + EVERY_DAY

# Parks have several gates: (kind, neighbourhood, places of the gates on the drawing board).
GATES = [
    ("green.park", "207", [(3990, 2560), (4480, 2450), (4430, 2090), (3960, 2190)]),
    ("green.park", "301", [(1390, 2700), (810, 2930), (1060, 2310)]),
    ("green.park", "405", [(5480, 3100)]),
    ("green.park", "205", [(3300, 3000)]),
    ("green.park", "303", [(1360, 1700)]),
    ("green.park", "501", [(2600, 4250)]),
    ("green.park", "505", [(4050, 4820)]),
    ("green.park", "406", [(6300, 2300)]),
]
# Not everything on the list works: (kind, neighbourhood, status, what changes).
EXCEPTIONS = [
    ("culture.library", "303", "closed for works"),
    ("childcare.nursery", "505", "planned 2027"),
    ("sport.pitch", "501", "closed"),
]

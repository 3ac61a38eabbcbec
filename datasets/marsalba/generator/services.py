"""Services placed along the streets, one row each; a gate of a park is a row with the park's id."""

import math
import random
import tomllib
from collections import defaultdict
from pathlib import Path

from . import plan
from .places import BY_CODE
from .services_plan import EVERYWHERE, EXCEPTIONS, GATES, OFFERS, Offer

COLUMNS = ["id", "category", "name", "name_fr", "name_es", "name_ar", "capacity", "languages",
           "open_to", "opening_hours", "fee", "run_by", "funded_until", "status", "location", "lon",
           "lat"]
LANGUAGES = ("en", "fr", "es", "ar")
# Bakers and barbers of people who came from elsewhere speak their languages.
SHOP_LANGUAGES = {"souk": "es;ar;fr", "harbour": "es;ar", "estate": "es;ar;fr", "towers": "es;fr"}


def vocabulary():
    """The kinds that ship with the program, by dotted name."""
    with open(Path(__file__).parents[2] / "kinds.toml", "rb") as file:
        return tomllib.load(file)


class Places:
    """Free sites along the streets of each neighbourhood."""

    def __init__(self, zones, sites):
        self.rng = random.Random(plan.SEED + 41)
        self.free = defaultdict(list)
        for block, found in sites.items():
            self.free[zones.hood[block]] += [s.at for s in found]
        # Shops follow people, but not evenly: some quarters draw more of them than they house.
        self.pull = {code: n.people * max(EVERYWHERE.get(q, 0) for q in n.quarters)
                     for code, n in BY_CODE.items()}
        self.pull["507"] = 0.0  # New Light has homes and nothing else

    def one_in(self, hood):
        sites = self.free[hood]
        return sites.pop(self.rng.randrange(len(sites)))

    def near(self, hood, place):
        best = min(self.free[hood], key=lambda s: math.dist(s, place))
        self.free[hood].remove(best)
        return best

    def spread(self, count):
        hoods = [code for code in sorted(self.pull) if self.pull[code] > 0]
        return self.rng.choices(hoods, [self.pull[h] for h in hoods], k=count)


def build(zones, sites):
    """Rows with the keys of COLUMNS, and a point where lon and lat will stand."""
    kinds = vocabulary()
    places = Places(zones, sites)
    rows, names = [], defaultdict(int)
    for offer in OFFERS:
        hoods = offer.at.split() or places.spread(offer.count)
        for hood in hoods:
            rows.append(row(len(rows) + 1, offer, hood, places.one_in(hood), kinds, names, places))
    for kind, hood, gates in GATES:
        park = row(len(rows) + 1, park_offer(kind), hood, None, kinds, names, places)
        for gate in gates:
            rows.append({**park, "point": places.near(hood, gate)})
    return rows


def park_offer(kind):
    return Offer(kind, 0, hours="Mo-Su 07:00-22:00", run_by="city")


def row(number, offer, hood, point, kinds, names, places):
    rng = places.rng
    entry = kinds[offer.kind]
    names[offer.kind, hood] += 1
    again = names[offer.kind, hood]
    named = dict(zip(LANGUAGES, BY_CODE[hood].names))
    label = {lang: f"{entry['name'][lang]} {named[lang]}" + (f" {again}" if again > 1 else "")
             for lang in LANGUAGES}
    capacity = rng.randint(*offer.capacity) if offer.capacity else ""
    status = next((s for kind, where, s in EXCEPTIONS if (kind, where) == (offer.kind, hood)),
                  offer.status)
    languages = offer.languages
    if offer.kind in ("food.shop", "shop.personal"):
        languages = SHOP_LANGUAGES.get(BY_CODE[hood].origins, "es")
    return {"id": f"S{number:04d}", "category": entry["name"]["es"], "name": label["en"],
            "name_fr": label["fr"], "name_es": label["es"], "name_ar": label["ar"],
            "capacity": capacity, "languages": languages, "open_to": offer.open_to,
            "opening_hours": offer.hours, "fee": offer.fee, "run_by": offer.run_by,
            "funded_until": offer.funded_until, "status": status,
            "location": "protected" if entry.get("protected") else "", "point": point,
            "kind": offer.kind}


def bus_stops(stops, first):
    """Stops of the timetable as services, so that a map can show them."""
    kinds = vocabulary()
    rows = []
    for number, stop in enumerate(stops):
        kind = "transport.tram_stop" if stop.tram else "transport.bus_stop"
        rows.append({"id": f"S{first + number:04d}", "category": kinds[kind]["name"]["es"],
                     "name": stop.name, "name_fr": stop.name, "name_es": stop.name, "name_ar": "",
                     "capacity": "", "languages": "es", "open_to": "everyone",
                     "opening_hours": "Mo-Su 05:30-23:00", "fee": "1.40 EUR", "run_by": "city",
                     "funded_until": "", "status": "open", "location": "", "point": stop.at,
                     "kind": kind})
    return rows


def category_map(rows):
    """The city's own words and the kinds they mean, for kinds.csv."""
    return sorted({(r["category"], r["kind"]) for r in rows}, key=lambda pair: pair[1])

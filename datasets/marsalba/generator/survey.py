"""A sample of households, as a form on a telephone brings it back: invented answers.

Six zones of each district, drawn by their people, and fourteen households in each.
"""

import random

from . import plan
from .people import COLUMNS as PEOPLE, ORIGIN_COLUMNS

COLUMNS = ["_id", "district", "zone", "weight", "born", "origin", "needs/legal_aid",
           "visit/own_language", "persons", "rooms"]
ZONES_OF_DISTRICT, HOUSEHOLDS_OF_ZONE = 6, 14
PERSONS_OF_HOUSEHOLD = 2.6
# Of 100 households: need legal aid, spoke their own language at the last visit to a service.
AID = {"here": 6, "maghreb": 34, "sub_saharan": 41, "levant": 47, "latin_america": 27,
       "eastern_europe": 18, "elsewhere": 15}
OWN_LANGUAGE = {"here": 97, "maghreb": 22, "sub_saharan": 18, "levant": 14, "latin_america": 93,
                "eastern_europe": 9, "elsewhere": 31}


def build(people_rows):
    """One row per household, in the order of COLUMNS; `people_rows` are those of people.build."""
    rng = random.Random(plan.SEED + 47)
    zones = [dict(zip(PEOPLE, row)) for row in people_rows]
    rows = []
    for district in sorted({zone["zone"][0] for zone in zones}):
        living = [z for z in zones if z["zone"][0] == district and z["born_abroad"] != ""
                  and z["total"] > 100]
        if len(living) < 2:
            continue
        drawn = drawn_by_people(living, min(ZONES_OF_DISTRICT, len(living)), rng)
        households = sum(z["total"] for z in living) / PERSONS_OF_HOUSEHOLD
        weight = round(households / (len(drawn) * HOUSEHOLDS_OF_ZONE), 2)
        for zone in drawn:
            for _ in range(HOUSEHOLDS_OF_ZONE):
                rows.append([len(rows) + 1, district, zone["zone"], weight, *answers(zone, rng)])
    return rows


def drawn_by_people(zones, count, rng):
    """Systematic: every n-th person of the list, so a zone is drawn in proportion to its people."""
    step = sum(z["total"] for z in zones) / count
    at, passed, drawn = rng.uniform(0, step), 0, []
    for zone in zones:
        passed += zone["total"]
        if at < passed:
            drawn.append(zone)
            at += step
    return drawn


def answers(zone, rng):
    groups = ["here"] + ORIGIN_COLUMNS
    counts = [zone["total"] - zone["born_abroad"]] + [zone[o] for o in ORIGIN_COLUMNS]
    origin = rng.choices(groups, counts)[0]
    persons = min(9, 1 + int(rng.expovariate(1 / 1.5)) + (origin != "here"))
    rooms = max(1, round(rng.gauss(3.4 if origin == "here" else 2.8, .8)))
    asked = rng.random() > .04  # a few did not answer
    aid = "yes" if rng.random() * 100 < AID[origin] else "no"
    own_language = "yes" if rng.random() * 100 < OWN_LANGUAGE[origin] else "no"
    return ["here" if origin == "here" else "abroad", origin, aid if asked else "", own_language,
            persons, rooms]

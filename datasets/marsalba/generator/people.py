"""People by zone: origins, ages, languages; invented, but with the pattern of a real port."""

import random
from collections import defaultdict

from . import plan
from .places import BY_CODE, ORIGINS

ORIGIN_COLUMNS = ["maghreb", "sub_saharan", "levant", "latin_america", "eastern_europe",
                  "elsewhere"]
COLUMNS = ["zone", "total", "women", "men", "age_0_14", "age_15_24", "age_25_64", "age_65_plus",
           "born_abroad"] + ORIGIN_COLUMNS + ["refugees", "arrived_5y", "speaks_arabic",
                                              "speaks_french", "speaks_spanish", "speaks_english",
                                              "no_local_language"]
# Shares of 0-14, 15-24, 25-64; the rest is older.
AGES = {"old": (.14, .14, .56), "grid": (.12, .09, .53), "hill": (.14, .10, .51),
        "villas": (.15, .09, .50), "fishers": (.13, .10, .53), "workers": (.16, .11, .53),
        "garden": (.15, .09, .49), "campus": (.09, .29, .47), "estate": (.22, .14, .50),
        "village": (.14, .10, .50), "new_estate": (.27, .09, .58), "outskirts": (.14, .11, .55),
        "industry": (.12, .16, .63), "port": (0, 0, 0)}
# Of the people from each origin, how many speak Arabic, French, English; the town speaks Spanish.
SPEAKS = {"maghreb": (.92, .55, .08), "sub_saharan": (.12, .62, .35), "levant": (.97, .07, .28),
          "latin_america": (0, .02, .11), "eastern_europe": (0, .04, .21),
          "elsewhere": (.03, .22, .64)}
NO_LOCAL = {"maghreb": .31, "sub_saharan": .38, "levant": .52, "latin_america": .0,
            "eastern_europe": .24, "elsewhere": .33}
# This zone's origins were withheld by the register.
WITHHELD = "60301"


def by_block(buildings):
    living = defaultdict(float)
    for b in buildings:
        living[b.block] += b.people
    return living


def build(zones, buildings):
    """One row per zone, in the order of COLUMNS; an empty text where nothing was recorded."""
    rng = random.Random(plan.SEED + 31)
    living = {zone: 0.0 for zone in sorted(set(zones.zone.values()))}
    for b in buildings:
        living[zones.zone[b.block]] += b.people
    return [row(zone, people, rng) for zone, people in living.items()]


def row(zone, people, rng):
    n = BY_CODE[zone[:3]]
    total = round(people * rng.uniform(.97, 1.03))
    women = round(total * rng.uniform(.48, .53))
    young, youth, grown = (round(total * share * rng.uniform(.9, 1.1)) for share in AGES[n.built])
    youth, grown = min(youth, total - young), min(grown, total - young - youth)
    abroad = round(total * min(.8, n.abroad * rng.lognormvariate(0, .2)))
    origins = split(abroad, ORIGINS[n.origins][:6], rng)
    refugees = min(origins[1] + origins[2] + origins[5],
                   round(abroad * ORIGINS[n.origins][6] / 100 * rng.lognormvariate(0, .35)))
    arrived = round(abroad * rng.uniform(.16, .34))
    talk = languages(total, abroad, dict(zip(ORIGIN_COLUMNS, origins)))
    values = [zone, total, women, total - women, young, youth, grown,
              total - young - youth - grown, abroad] + origins + [refugees, arrived] + talk
    if zone == WITHHELD:
        values[8:] = [""] * len(values[8:])
    return values


def split(total, shares, rng):
    """`total` split into whole numbers about in proportion to `shares`."""
    uneven = [share * rng.lognormvariate(0, .3) for share in shares]
    exact = [total * share / sum(uneven) for share in uneven]
    parts = [int(e) for e in exact]
    order = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for i in order[:total - sum(parts)]:
        parts[i] += 1
    return parts


def languages(total, abroad, origins):
    spoken = [round(sum(count * SPEAKS[o][k] for o, count in origins.items())) for k in range(3)]
    local = round(sum(count * NO_LOCAL[o] for o, count in origins.items()))
    here = total - abroad
    return [spoken[0] + round(here * .03), spoken[1] + round(here * .11), total - local,
            spoken[2] + round(here * .16), local]


def rents(buildings, zones):
    """neighbourhood, year, euros per m2 and month, number of contracts; four years back."""
    rng = random.Random(plan.SEED + 32)
    rows = []
    for code, n in BY_CODE.items():
        mine = [b for b in buildings if zones.hood[b.block] == code and b.tenure == "private rent"]
        for year in range(2021, 2026):
            level = n.rent * (1 - .048 * (2025 - year)) * rng.uniform(.985, 1.015)
            contracts = round(sum(b.homes for b in mine) * rng.uniform(.05, .09))
            known = contracts >= 5
            rows.append([code, year, f"{level:.2f}" if known else "NA",
                         contracts if known else "NA"])
    return rows


def incomes():
    """neighbourhood, year, euros per person, share below 60 % of the median, Gini index."""
    rng = random.Random(plan.SEED + 33)
    rows = []
    for code, n in BY_CODE.items():
        poor = min(.62, max(.05, 1.05 - n.income / 17500 + rng.uniform(-.04, .04)))
        values = [round(n.income * rng.uniform(.97, 1.03) / 10) * 10, f"{poor:.3f}",
                  f"{rng.uniform(.27, .36) + (.05 if n.built == 'old' else 0):.3f}"]
        rows.append([code, 2024] + (values if n.people > 300 else ["NA"] * 3))
    return rows

"""Judges the palettes and hatches of styles/ on pixels that the browser drew."""

import json
from itertools import combinations
from math import sqrt
from pathlib import Path

import colour
import png

LEAST_DIFFERENCE = 10  # CIEDE2000, in every vision mode
LEAST_STEP = 10        # L* between neighbouring classes of a sequential palette, for grey prints
LEAST_KEY = 6          # between any two keys in grey: lightness, unrest, direction
SWATCH = 70, 45


def diverging(styles):
    """Colours of the diverging palettes, whose lightness turns at the middle."""
    every = json.loads((styles / "palettes.json").read_text(encoding="utf-8")).values()
    one_way = {hex_ for one in every if not one.get("diverging") for hex_ in one["colours"]}
    return {hex_ for one in every if one.get("diverging") for hex_ in one["colours"]} - one_way


def page(styles):
    """A page with every class colour and every hatch as a swatch of 70 by 45 pixels."""
    palettes = json.loads((styles / "palettes.json").read_text(encoding="utf-8"))
    hatches = (styles / "hatches.svg").read_text(encoding="utf-8")
    names = [part.split('"')[0] for part in hatches.split('id="')[1:]]
    fills = [(name, k, hex_) for name, palette in palettes.items()
             for k, hex_ in enumerate(palette["colours"])]
    fills += [("hatch", name, f"url(#{name})") for name in names]
    width, height = SWATCH
    drawn = "".join(
        ('<path fill="#382a54" d="M0 %dh%dv%dh-%dz"/>' % (row * height, width, height, width)
         if fill == "url(#h-far)" else "") +
        '<path fill="%s" d="M0 %dh%dv%dh-%dz"/>' % (fill, row * height, width, height, width)
        for row, (_, _, fill) in enumerate(fills))
    return fills, (f'<!DOCTYPE html><body style="margin:0"><svg width="{width}" '
                   f'height="{height * len(fills)}"><defs>{hatches}</defs>{drawn}</svg>')


def signature(rows, samples, box):
    """A swatch in grey: mean lightness, unrest, and how much it changes across and down."""
    inset = 4 if box["height"] > 20 else 2
    grey = [[colour.lightness(png.at(rows, samples, x, y))
             for x in range(box["left"] + inset, box["left"] + box["width"] - inset)]
            for y in range(box["top"] + inset, box["top"] + box["height"] - inset)]
    flat = [value for line in grey for value in line]
    mean = sum(flat) / len(flat)
    unrest = sqrt(sum((value - mean) ** 2 for value in flat) / len(flat))
    across = sum(abs(a - b) for line in grey for a, b in zip(line, line[1:])) / len(flat)
    down = sum(abs(a - b) for one, two in zip(grey, grey[1:]) for a, b in zip(one, two)) / len(flat)
    return mean, unrest, across, down


def judged(styles, screenshot):
    """What is wrong, as sentences; and the figures found, as lines to print."""
    colour.self_check()
    fills, html = page(styles)
    file = Path(screenshot(html, SWATCH[0], SWATCH[1] * len(fills)))
    _, _, samples, rows = png.pixels(file)
    width, height = SWATCH
    palettes = json.loads((styles / "palettes.json").read_text(encoding="utf-8"))
    wrong, lines = [], []
    for name, palette in palettes.items():
        seen = [png.at(rows, samples, width // 2, row * height + height // 2)
                for row, fill in enumerate(fills) if fill[0] == name]
        for vision in colour.VISION:
            least = min(colour.difference(colour.lab(a, vision), colour.lab(b, vision))
                        for a, b in combinations(seen, 2))
            lines.append(f"palette {name}: least CIEDE2000 {least:.1f} for {vision} vision")
            if least < LEAST_DIFFERENCE:
                wrong.append(lines[-1])
        steps = [abs(colour.lightness(a) - colour.lightness(b)) for a, b in zip(seen, seen[1:])]
        lines.append(f"palette {name}: least step in grey {min(steps):.1f} L*")
        if min(steps) < LEAST_STEP and not palette.get("diverging"):
            wrong.append(lines[-1])

    # Every hatch against every other and against the classes it may lie beside.
    keys = [(row, fill) for row, fill in enumerate(fills)]
    signatures = {row: signature(rows, samples, {"left": 0, "top": row * height, "width": width,
                                                 "height": height}) for row, _ in keys}
    least = None
    for (a, one), (b, two) in combinations(keys, 2):
        if one[0] != "hatch" and two[0] != "hatch":
            continue
        apart = sqrt(sum((p - q) ** 2 for p, q in zip(signatures[a], signatures[b])))
        if least is None or apart < least[0]:
            least = apart, f"{one[0]} {one[1]}", f"{two[0]} {two[1]}"
        if apart < LEAST_KEY:
            wrong.append(f"in grey, {one[0]} {one[1]} and {two[0]} {two[1]} are only {apart:.1f} apart")
    lines.append("keys in grey: nearest are %s and %s, %.1f apart" % (least[1], least[2], least[0]))
    return wrong, lines

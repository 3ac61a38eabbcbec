"""Judges a report's own legends and maps on the pixels that the browser drew."""

from itertools import combinations
from math import sqrt
from statistics import median

import colour
import palettes
import png

WINDOW = 1280, 1500
LEAST_POINTS = 12  # inside areas of one class, for its colour on the map to be told
MOST_APART = 4     # CIEDE2000 between a class on the map and in its legend


def _mean(rows, samples, box, inset=2):
    """The middle colour of a swatch, by channel."""
    points = [png.at(rows, samples, x, y)
              for y in range(box["top"] + inset, box["top"] + box["height"] - inset)
              for x in range(box["left"] + inset, box["left"] + box["width"] - inset, 2)]
    return tuple(int(median(channel)) for channel in zip(*points))


def _least_difference(colours, vision):
    return min((colour.difference(colour.lab(a, vision), colour.lab(b, vision))
                for a, b in combinations(colours, 2)), default=100)


def _steps(colours):
    """Steps of lightness; their signs say whether the scale runs one way or turns once."""
    light = [colour.lightness(one) for one in colours]
    steps = [b - a for a, b in zip(light, light[1:])]
    turns = sum(1 for a, b in zip(steps, steps[1:]) if a * b < 0)
    return steps, turns


def _judge_scale(name, colours, diverging, wrong, lines):
    if len(colours) < 2:
        return
    figures = []
    for vision in colour.VISION:
        least = _least_difference(colours, vision)
        figures.append(f"{vision} {least:.1f}")
        if least < palettes.LEAST_DIFFERENCE:
            wrong.append(f"{name}: classes only {least:.1f} apart for {vision} vision")
    steps, turns = _steps(colours)
    least = min(abs(step) for step in steps)
    lines.append(f"{name}: least CIEDE2000 {', '.join(figures)}; least step in grey {least:.1f} L*")
    if least < palettes.LEAST_STEP:
        wrong.append(f"{name}: a step of only {least:.1f} L* in grey")
    if turns > (1 if diverging else 0):
        wrong.append(f"{name}: lightness goes up and down along the scale")


def _judge_keys(name, rows, samples, found, wrong):
    """Keys without a colour must differ in grey from every class and from each other."""
    drawn = [("class " + one["colour"], one["box"], True) for one in found["classes"]]
    drawn += [(one["key"], one["box"], False) for one in found["keys"]]
    signs = [palettes.signature(rows, samples, box) for _, box, _ in drawn]
    for (a, one), (b, two) in combinations(enumerate(drawn), 2):
        if one[2] and two[2]:
            continue
        apart = sqrt(sum((p - q) ** 2 for p, q in zip(signs[a], signs[b])))
        if apart < palettes.LEAST_KEY:
            wrong.append(f"{name}: in grey, {one[0]} and {two[0]} are only {apart:.1f} apart")


def _judge_map(name, rows, samples, found, legend, diverging, wrong, lines):
    """The colours that areas really have on the map, beside those the legend promises."""
    on_map = []
    for one, promised in zip(found["classes"], legend):
        points = found["map"].get(one["colour"], [])
        if len(points) < LEAST_POINTS:
            continue
        seen = tuple(int(median(channel))
                     for channel in zip(*(png.at(rows, samples, x, y) for x, y in points)))
        apart = colour.difference(colour.lab(seen), colour.lab(promised))
        if apart > MOST_APART:
            wrong.append(f"{name}: {one['colour']} on the map is {apart:.1f} from its legend")
        on_map.append(seen)
    _judge_scale(name + " on the map", on_map, diverging, wrong, lines)


def judged(report_page, styles_diverging):
    """What is wrong, as sentences, and the figures found, for every legend of a report.

    `report_page(k)` gives what legends.js finds with legend `k` alone, and the screenshot.
    """
    wrong, lines = [], []
    count = report_page(-1)[0]["legends"]
    for k in range(count):
        found, image = report_page(k)
        _, _, samples, rows = png.pixels(image)
        name = f"legend {k + 1} of {count}"
        legend = [_mean(rows, samples, one["box"]) for one in found["classes"]]
        diverging = any(one["colour"] in styles_diverging for one in found["classes"])
        _judge_scale(name, legend, diverging, wrong, lines)
        _judge_keys(name, rows, samples, found, wrong)
        _judge_map(name, rows, samples, found, legend, diverging, wrong, lines)
    return wrong, lines

"""Heights above the sea, in metres: a castle hill in the west, a knoll in the old town."""

import math

from .plan import HILL_TOP

MOUNDS = [(*HILL_TOP, 158.0, 400.0, 470.0), (2800.0, 2090.0, 21.0, 150.0, 170.0),
          (250.0, 3500.0, 60.0, 420.0, 500.0)]


def height(point):
    x, y = point
    inland = max(0.0, y - 1350.0)
    plain = 2.5 + 0.0062 * inland + 1.6 * math.sin(x / 700.0) * min(1.0, inland / 800.0)
    rise = 26.0 / (1.0 + math.exp(-(y - 5350.0) / 260.0))
    mounds = sum(top * math.exp(-((x - cx) / wide) ** 2 / 2 - ((y - cy) / deep) ** 2 / 2)
                 for cx, cy, top, wide, deep in MOUNDS)
    return round(plain + rise + mounds, 1)


def slope(a, b):
    run = math.dist(a, b)
    return abs(height(a) - height(b)) / run if run else 0.0

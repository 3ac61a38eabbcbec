"""Lines on the drawing board: smoothing, offsets, distances. Points are (x, y) in metres."""

import math


def smooth(points, step=35.0):
    """A Catmull-Rom curve through `points`, with a vertex about every `step` metres."""
    curve = [points[0]]
    for i in range(len(points) - 1):
        before = points[max(i - 1, 0)]
        start, end = points[i], points[i + 1]
        after = points[min(i + 2, len(points) - 1)]
        pieces = max(1, round(math.dist(start, end) / step))
        for k in range(1, pieces + 1):
            curve.append(catmull_rom(before, start, end, after, k / pieces))
    return curve


def catmull_rom(a, b, c, d, t):
    return tuple(
        0.5 * (2 * b[i] + (c[i] - a[i]) * t + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t
               + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t ** 3)
        for i in (0, 1))


def densify(points, step=35.0):
    """The same straight pieces with a vertex about every `step` metres."""
    line = [points[0]]
    for start, end in zip(points, points[1:]):
        pieces = max(1, round(math.dist(start, end) / step))
        line += [along(start, end, k / pieces) for k in range(1, pieces + 1)]
    return line


def along(start, end, share):
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def offset(points, distance):
    """The line `distance` metres to the left of `points` (negative: to the right)."""
    moved = []
    for i, (x, y) in enumerate(points):
        before, after = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy)
        moved.append((x - dy / length * distance, y + dx / length * distance))
    return moved


def nearest_on_segment(point, start, end):
    """(distance, share along the segment) of the place on the segment nearest to `point`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length2 = dx * dx + dy * dy
    share = 0.0
    if length2 > 0:
        share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length2
        share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + share * dx, start[1] + share * dy)), share


def distance_to(point, line):
    return min(nearest_on_segment(point, a, b)[0] for a, b in zip(line, line[1:]))


def is_left_of(point, line):
    """Whether `point` lies on the left of the piece of `line` nearest to it."""
    a, b = min(zip(line, line[1:]), key=lambda ab: nearest_on_segment(point, *ab)[0])
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0


def length_of(line):
    return sum(math.dist(a, b) for a, b in zip(line, line[1:]))


def area_of(ring):
    """Signed area, positive when the ring runs counter-clockwise."""
    return 0.5 * sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))


def centre_of(ring):
    area = area_of(ring)
    x = y = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1]):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return (x / (6 * area), y / (6 * area))


def contains(ring, point):
    inside = False
    x, y = point
    for a, b in zip(ring, ring[1:] + ring[:1]):
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            inside = not inside
    return inside


def wobble(point, size, wave, phase=0.0):
    """`point` moved by a smooth unevenness of about `size` metres: no street is quite straight."""
    x, y = point
    dx = math.sin(y / wave + 1.3 + phase) + 0.6 * math.sin(x / (wave * 0.61) + 0.4 + 2 * phase)
    dy = math.sin(x / wave + 2.1 + phase) + 0.6 * math.sin(y / (wave * 0.57) + 0.9 - phase)
    return (x + size * dx / 1.6, y + size * dy / 1.6)

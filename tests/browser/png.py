"""Reads the PNG files that a browser writes: eight bits, RGB or RGBA, not interlaced."""

import struct
import zlib


def pixels(path):
    """Width, height and rows of (r, g, b) tuples' bytes of a PNG file."""
    data = open(path, "rb").read()
    at, packed, width, height, samples = 8, b"", 0, 0, 3
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8 and colour in (2, 6), "not a browser's PNG"
            samples = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    return width, height, samples, _unfiltered(zlib.decompress(packed), width, height, samples)


def _unfiltered(raw, width, height, samples):
    stride = width * samples
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        rule, line = raw[start], bytearray(raw[start + 1:start + 1 + stride])
        for x in range(stride) if rule else ():
            left = line[x - samples] if x >= samples else 0
            up = above[x]
            if rule == 1:
                line[x] = (line[x] + left) & 255
            elif rule == 2:
                line[x] = (line[x] + up) & 255
            elif rule == 3:
                line[x] = (line[x] + (left + up) // 2) & 255
            else:
                corner = above[x - samples] if x >= samples else 0
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up),
                           (abs(guess - corner), 2, corner))
                line[x] = (line[x] + near[2]) & 255
        rows.append(line)
        above = line
    return rows


def at(rows, samples, x, y):
    """The colour of one pixel."""
    return tuple(rows[y][x * samples:x * samples + 3])

"""How far apart two colours look, to whom.

Vision deficiencies after Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, full
severity, on linear RGB; colour difference after Sharma, Wu and Dalal (2005), doi:10.1002/col.20070.
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}


def _linear(channel):
    c = channel / 255
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4


def lab(rgb, vision="normal"):
    """CIE L*a*b* (D65) of an sRGB colour as seen with this vision."""
    r, g, b = (_linear(channel) for channel in rgb)
    r, g, b = (min(1, max(0, m[0] * r + m[1] * g + m[2] * b)) for m in VISION[vision])
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883

    def f(t):
        return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    return 116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))


def lightness(rgb):
    """L* of the colour in greyscale, 0 to 100."""
    return lab(rgb)[0]


def difference(one, two):
    """CIEDE2000 between two L*a*b* colours."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean_c = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(mean_c ** 7 / (mean_c ** 7 + 25 ** 7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1 = degrees(atan2(b1, a1)) % 360 if c1 else 0
    h2 = degrees(atan2(b2, a2)) % 360 if c2 else 0
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0
    elif turn > 180:
        turn -= 360
    elif turn < -180:
        turn += 360
    d_l, d_c, d_h = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    l, c = (l1 + l2) / 2, (c1 + c2) / 2
    h = h1 + h2
    if c1 * c2:
        if abs(h1 - h2) <= 180:
            h /= 2
        else:
            h = (h + 360) / 2 if h < 360 else (h - 360) / 2
    t = (1 - 0.17 * cos(radians(h - 30)) + 0.24 * cos(radians(2 * h)) +
         0.32 * cos(radians(3 * h + 6)) - 0.20 * cos(radians(4 * h - 63)))
    s_l = 1 + 0.015 * (l - 50) ** 2 / sqrt(20 + (l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c, 1 + 0.015 * c * t
    twist = (-2 * sqrt(c ** 7 / (c ** 7 + 25 ** 7)) *
             sin(radians(60 * exp(-((h - 275) / 25) ** 2))))
    return sqrt((d_l / s_l) ** 2 + (d_c / s_c) ** 2 + (d_h / s_h) ** 2 +
                twist * (d_c / s_c) * (d_h / s_h))


def self_check():
    """Two of the published pairs of Sharma, Wu and Dalal (2005), table 1."""
    assert abs(difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) - 2.0425) < 1e-4
    assert abs(difference((50, 2.5, 0), (73, 25, -18)) - 27.1492) < 1e-4
    assert abs(difference((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447)) - 1.4441) < 1e-4

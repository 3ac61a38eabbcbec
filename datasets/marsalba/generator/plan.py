"""The plan of the town as drawn by hand: coast, river, railway, main streets, neighbourhoods.

Metres on a board whose south-west corner is ORIGIN in EPSG:25831. The place is open sea, so that
nobody takes Marsalba for a real town.
"""

from .curves import densify, offset, smooth

SEED = 20260114
EPSG = 25831
ORIGIN = (402000.0, 4494000.0)

WEST_COAST = [(150, 1650), (480, 1400), (900, 1290), (1300, 1450), (1700, 1420), (2150, 1330)]
HARBOUR = [(2150, 1330), (2250, 850), (2600, 640), (3480, 560), (3495, 620), (2640, 700),
           (2340, 890), (2330, 1130), (2620, 1110), (2640, 1370), (3330, 1400), (3340, 1080),
           (3470, 1075), (3490, 1380), (3820, 1370), (3850, 1010), (4180, 980), (4230, 1290),
           (4480, 1290), (4620, 1150)]
EAST_COAST = [(4620, 1150), (4760, 1180), (5100, 1270), (5700, 1230), (6300, 1390), (7000, 1540),
              (7750, 1700)]
LIMIT = [(7750, 1700), (7480, 2600), (7720, 3500), (7560, 4280), (7050, 5500), (6000, 5950),
         (5080, 6250), (4000, 6130), (2800, 6250), (1400, 5950), (420, 5150), (100, 4230),
         (180, 3500), (20, 2600), (150, 1650)]

RIVER = smooth([(4620, 1150), (4640, 1480), (4720, 2200), (4640, 2830), (4720, 3550), (4880, 4130),
                (4795, 4830), (4980, 5500), (5080, 6250)])
RAILWAY = smooth([(100, 4230), (900, 4110), (1900, 3960), (2900, 3890), (3700, 3890), (4400, 4010),
                  (4880, 4130), (5700, 4330), (6600, 4380), (7560, 4280)])
QUAY, TRACKSIDE = 52.0, 32.0

# The grid is laid along the promenade from the old gate to the station.
GRID_UP = (0.236, 0.972)
GRID_RIGHT = (0.972, -0.236)


def on_grid(centre, right, up):
    return (centre[0] + right * GRID_RIGHT[0] + up * GRID_UP[0],
            centre[1] + right * GRID_RIGHT[1] + up * GRID_UP[1])


PARK = [on_grid((4215, 2330), *corner) for corner in
        ((-230, -190), (230, -190), (230, 190), (-230, 190), (-230, -190))]
RING = [(2620, 1490), (2440, 1780), (2480, 2180), (2740, 2470), (2960, 2510), (3230, 2480),
        (3500, 2300), (3640, 1960), (3600, 1490)]
COAST_ROAD = [(-50, 1950), (450, 1620), (900, 1480), (1350, 1600), (1900, 1600), (2350, 1500),
              (2620, 1490), (3100, 1510), (3600, 1490), (4250, 1470), (4640, 1480), (5000, 1470),
              (5650, 1450), (6300, 1580), (7050, 1740), (7850, 1900)]
WEST_AVENUE = [(1900, 1600), (1960, 2200), (1900, 2900), (1990, 3500), (1920, 3930), (1880, 4050),
               (1840, 4500), (1980, 5000)]
EAST_AVENUE = [(5650, 1450), (5760, 2200), (5800, 3050), (5880, 3800), (5850, 4335)]
EAST_OUTER = [(6742, 1650), (6850, 2300), (6700, 3000), (6800, 3700), (6760, 4350), (6790, 4450),
              (6700, 4950)]
NORTH_AVENUE = [(250, 4890), (1000, 4980), (1980, 5000), (2600, 5080), (3300, 5060), (4200, 4960),
                (4790, 4830), (5000, 4850), (5600, 5000), (6200, 5050), (6700, 4950), (7400, 4850)]
CORNICHE = [(1350, 1600), (760, 2050), (480, 2700), (600, 3350), (1200, 3680), (1990, 3500)]
HILL_TOP = (1060, 2680)
HILL_PARK = [(1060, 2300), (1330, 2420), (1400, 2700), (1290, 3000), (1030, 3060), (800, 2930),
             (740, 2650), (830, 2400), (1060, 2300)]
VILLAGE = [(2480, 5260), (2680, 5330), (2720, 5510), (2590, 5660), (2390, 5650), (2270, 5500),
           (2320, 5330), (2480, 5260)]


def main_lines():
    """(points, tag) of everything drawn by hand; a tag is (kind of line, name)."""
    return edges_of_land() + avenues() + crossings_of_the_railway()


def edges_of_land():
    return [
        (smooth(WEST_COAST), ("coast", "")),
        (densify(HARBOUR), ("coast", "")),
        (smooth(EAST_COAST), ("coast", "")),
        (smooth(LIMIT), ("limit", "")),
        (RIVER, ("river", "")),
        (RAILWAY, ("railway", "")),
    ]


def avenues():
    return [
        (smooth(COAST_ROAD), ("avenue", "Passeig de la Mar")),
        (smooth(RING), ("avenue", "Ronda de les Muralles")),
        (smooth(WEST_AVENUE[:5]), ("avenue", "Avinguda de Ponent")),
        (smooth(WEST_AVENUE[5:]), ("avenue", "Avinguda de Ponent")),
        (densify([(2960, 2510), (3290, 3858)]), ("promenade", "La Rambla")),
        (densify([(1929, 3480), (3125, 3190), (4612, 2829)]), ("avenue", "Gran Via")),
        (smooth([(4612, 2829), (4760, 2800), (5200, 2900), (5800, 3050), (6700, 3000),
                 (7700, 2850)]), ("avenue", "Gran Via")),
        (densify([(3500, 2300), (4665, 4030)]), ("avenue", "La Diagonal")),
        (densify(PARK), ("street", "Volta del Parc")),
        (densify([(5650, 1470), (5642, 1215)]), ("street", "Carrer de la Llotja")),
        (smooth(EAST_AVENUE), ("avenue", "Avinguda de Llevant")),
        (smooth(EAST_OUTER[:5]), ("avenue", "Carretera de les Salines")),
        (smooth(EAST_OUTER[5:]), ("avenue", "Carretera de les Salines")),
        (smooth(NORTH_AVENUE), ("avenue", "Avinguda del Nord")),
        (smooth([(3308, 4010), (3320, 4450), (3300, 5060), (3050, 5700), (2900, 6300)]),
         ("street", "Camí de Benimar")),
        (smooth([(1840, 4500), (2500, 4480), (3320, 4450), (4000, 4440), (4770, 4500)]),
         ("street", "Carrer dels Pollancres")),
        (smooth([(1980, 5000), (1850, 5500), (1480, 6050)]), ("street", "Camí de les Eres")),
        (smooth(CORNICHE), ("street", "La Cornisa")),
        (smooth(HILL_PARK), ("lane", "Volta del Castell")),
        (smooth(VILLAGE), ("lane", "Volta de Benimar")),
        (smooth([(2470, 5050), (2480, 5260)]), ("lane", "Carrer Vell de Benimar")),
        (smooth([(2720, 5510), (2900, 5590), (3110, 5610)]), ("lane", "Camí de la Sèquia")),
        (smooth([(1400, 2700), (1560, 2800), (1690, 2760), (1930, 2880)]),
         ("ramp", "Pujada del Castell")),
        (smooth([(800, 2930), (660, 3060), (590, 3330)]), ("ramp", "Costa del Molí")),
        (densify([on_grid((4215, 2330), -230, 190), on_grid((4215, 2330), -560, 190)]),
         ("street", "Carrer de l'Hort")),
        (densify([on_grid((4215, 2330), 230, 190), on_grid((4215, 2330), 408, 190)]),
         ("street", "Carrer de l'Hort")),
        (offset(RIVER, QUAY), ("street", "Riba de Ponent")),
        (offset(RIVER, -QUAY), ("street", "Riba de Llevant")),
        (part(offset(RAILWAY, -TRACKSIDE), 1950, 4760), ("street", "Carrer de l'Estació")),
        (part(offset(RAILWAY, -TRACKSIDE), -100, 1950), ("fence", "")),
        (part(offset(RAILWAY, -TRACKSIDE), 4760, 8000), ("fence", "")),
        (part(offset(RAILWAY, TRACKSIDE), -100, 2450), ("fence", "")),
        (part(offset(RAILWAY, TRACKSIDE), 2450, 4300), ("street", "Carrer del Darrere de la Via")),
        (part(offset(RAILWAY, TRACKSIDE), 4300, 8000), ("fence", "")),
    ]


def crossings_of_the_railway():
    """The few ways over or under the tracks; two of the five have steps."""
    return [
        ([(1925, 3905), (1880, 4050)], ("underpass", "Pas de Ponent")),
        ([(3290, 3848), (3300, 3890), (3308, 4010)], ("steps", "Passarel·la de l'Estació")),
        ([(5850, 4310), (5862, 4440), (5900, 4560)], ("steps", "Passarel·la de Llevant")),
        ([(6760, 4330), (6790, 4470)], ("bridge", "Pont de les Salines")),
    ]


def part(line, from_x, to_x):
    return [p for p in line if from_x - 40 <= p[0] <= to_x + 40]


def land():
    """The ring of the town's land."""
    coast = smooth(WEST_COAST) + densify(HARBOUR)[1:] + smooth(EAST_COAST)[1:]
    return coast + smooth(LIMIT)[1:-1]

"""Names of streets: plants, crafts, winds and birds; nobody's name."""

import math
from collections import defaultdict

NOUNS = """dels Tarongers|de la Palmera|del Llorer|de la Murtra|de l'Olivera|del Magraner|de la Figuera
del Garrofer|dels Xiprers|de les Acàcies|del Baladre|del Romaní|de l'Espígol|del Fonoll|de la Menta
del Safrà|del Gingebre|de la Canyella|del Pebre|de la Sal|del Vi|de l'Oli|del Pa|de la Mel|de la Llet
del Blat|de l'Ordi|de l'Arròs|del Lli|de la Llana|de la Seda|del Cotó|de la Porpra|de l'Indi
dels Flassaders|dels Corders|dels Blanquers|dels Terrissers|dels Vidriers|dels Fusters|dels Ferrers
dels Argenters|dels Sabaters|dels Forners|dels Barbers|dels Llibreters|dels Velers|dels Calafats
dels Mestres d'Aixa|dels Mariners|dels Pescadors|dels Traginers|dels Hortolans|dels Pastors
de la Tramuntana|del Gregal|de Llevant|del Xaloc|del Migjorn|del Garbí|de Ponent|del Mestral
de l'Oreneta|de la Gavina|del Falcó|de la Merla|del Rossinyol|de la Puput|del Blauet|de la Cigonya
de la Tortuga|del Dofí|de la Sardina|del Coral|de la Perla|de la Petxina|de l'Àncora|del Timó|del Rem
de la Vela|del Far|de la Boia|del Nord|del Sud|de l'Alba|del Capvespre|de la Lluna|de l'Estel
de la Font|del Pou|de la Sínia|de la Sèquia|del Safareig|de la Cisterna|de l'Aljub|dels Banys
del Molí|de l'Era|del Forn|del Mercat|de la Llotja|de la Drassana|del Pes|de la Campana|del Rellotge
de la Muralla|del Baluard|del Portal|de la Torre|de l'Arc|del Pati|de la Volta|del Mur|de la Creu Alta
de la Pau|de la Concòrdia|de l'Harmonia|de la Llibertat|de la Música|de la Poesia|de la Ciència
de la Rosa|del Clavell|del Gessamí|del Lliri|de la Violeta|de la Camamilla|del Tabac|del Cafè
del Raïm|de la Magrana|de l'Ametlla|de la Nou|de la Cirera|del Préssec|de l'Albercoc|de la Llimona
de la Sorra|de l'Argila|de la Pedra|del Marbre|del Guix|de la Calç|del Ferro|del Coure|de l'Estany
de la Branca|de l'Arrel|de la Fulla|del Bosc|de la Vinya|del Camp|de l'Horta|del Prat|del Turó""".replace(
    "\n", "|").split("|")

FIRST_WORD = {"avenue": "Avinguda", "promenade": "Passeig", "street": "Carrer", "lane": "Carreró",
              "steps": "Escala", "ramp": "Costa", "footpath": "Sender", "bridge": "Pont",
              "underpass": "Pas"}
SECOND_ROUND = ["", " de Dalt", " de Baix", " Vell", " Nou", " Petit", " Llarg"]
STRAIGHT = math.radians(32)


def street_names(pieces):
    """Names every unnamed piece; pieces that run on in a straight line share their name."""
    line_of = strokes(pieces)
    taken = defaultdict(int)
    names = {}
    for piece in pieces:
        if piece.name:
            continue
        line = line_of[piece.id]
        if line not in names:
            names[line] = next_name(piece.kind, taken)
        piece.name = names[line]


def next_name(kind, taken):
    word = FIRST_WORD[kind]
    k = taken[word]
    taken[word] += 1
    noun = NOUNS[(k * 37 + len(word) * 11) % len(NOUNS)]
    again = k // len(NOUNS)
    return f"{word} {noun}{SECOND_ROUND[again % len(SECOND_ROUND)]}"


def strokes(pieces):
    """Piece id -> id of the line it belongs to; a line goes straight on at junctions."""
    leader = {p.id: p.id for p in pieces}

    def find(i):
        while leader[i] != i:
            i = leader[i]
        return i

    at_node = defaultdict(list)
    for piece in pieces:
        if not piece.name:
            at_node[piece.nodes[0]].append((piece, heading(piece.flat)))
            at_node[piece.nodes[1]].append((piece, heading(piece.flat[::-1])))
    for node in sorted(at_node):
        for a, b in straight_pairs(at_node[node]):
            i, j = find(a.id), find(b.id)
            leader[max(i, j)] = min(i, j)
    return {p.id: find(p.id) for p in pieces}


def heading(points):
    return math.atan2(points[1][1] - points[0][1], points[1][0] - points[0][0])


def straight_pairs(arms):
    """The arms of a junction that continue each other, straightest first, each at most once."""
    bends = []
    for i, (a, first) in enumerate(arms):
        for b, second in arms[i + 1:]:
            bend = abs((first - second) % (2 * math.pi) - math.pi)
            if a.kind == b.kind and a is not b and bend < STRAIGHT:
                bends.append((bend, a.id, b.id, a, b))
    used, pairs = set(), []
    for bend, i, j, a, b in sorted(bends, key=lambda x: x[:3]):
        if i not in used and j not in used:
            used |= {i, j}
            pairs.append((a, b))
    return pairs

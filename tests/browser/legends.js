// Runs inside a copy of the report; finds a map and its legend for each set of colours in use, and
// where on the screen each class and each key is drawn. With `wanted` set, shows that one alone.
(() => {
  const wanted = Number(new URLSearchParams(location.search).get('legend') ?? -1);
  document.querySelectorAll('details').forEach((details) => { details.open = true; });
  const colour = (swatch) => swatch.querySelector('path')?.getAttribute('fill') ?? '';
  const classes = (spread) => [...spread.querySelectorAll('.hist .classes .swatch.k-class')];
  const keys = (spread) => [...spread.querySelectorAll('.keys .swatch')];
  const seen = new Set();
  const legends = [...document.querySelectorAll('.spread')].filter((spread) => {
    if (!spread.querySelector('.sheet svg') || !spread.querySelector('.hist')) return false;
    const drawn = [classes(spread).map(colour).join(), ...keys(spread).map((key) => key.classList[1])];
    const fresh = drawn.filter((one) => !seen.has(one));
    fresh.forEach((one) => seen.add(one));
    return fresh.length > 0;
  });
  const found = { legends: legends.length };

  if (wanted >= 0 && legends[wanted]) {
    const spread = legends[wanted];
    document.querySelector('main').replaceChildren(spread);
    const box = (element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { left: Math.round(left), top: Math.round(top), width: Math.round(width), height: Math.round(height) };
    };
    found.classes = classes(spread).map((swatch) => ({ colour: colour(swatch), box: box(swatch) }));
    found.keys = keys(spread).map((swatch) => ({ key: swatch.classList[1], box: box(swatch) }));
    // Points inside areas of each class, away from their borders; streets and points above them
    // are outvoted by the many.
    const sheet = spread.querySelector('.sheet');
    const frame = sheet.getBoundingClientRect();
    sheet.querySelectorAll('.name, .mark, .leaders').forEach((label) => label.remove());
    sheet.querySelectorAll('svg > use').forEach((line) => { line.style.pointerEvents = 'none'; });
    const fill = (x, y) => document.elementFromPoint(x, y)?.closest('g.c')?.getAttribute('fill') ?? '';
    found.map = {};
    for (let y = Math.ceil(frame.top) + 2; y < Math.min(frame.bottom, innerHeight) - 2; y += 7) {
      for (let x = Math.ceil(frame.left) + 2; x < frame.right - 2; x += 7) {
        const here = fill(x, y);
        if (!here || [[-2, -2], [2, 2]].some(([dx, dy]) => fill(x + dx, y + dy) !== here)) continue;
        (found.map[here] ??= []).push([x, y]);
      }
    }
    Object.keys(found.map).forEach((key) => { found.map[key] = found.map[key].slice(0, 400); });
  }
  const note = document.createElement('pre');
  note.id = 'found';
  note.style.display = 'none';
  note.textContent = JSON.stringify(found);
  document.body.append(note);
})();

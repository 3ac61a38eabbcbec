// Runs inside a copy of the report; leaves what it found as JSON in an element that the checker reads.
(() => {
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };
  const words = (element) => element.textContent.trim().slice(0, 40);
  document.querySelectorAll('details').forEach((details) => { details.open = true; });

  const small = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!walker.currentNode.nodeValue.trim() || !holder || holder.closest('script,style,title,defs')) continue;
    if (!visible(holder)) continue;
    const size = parseFloat(getComputedStyle(holder).fontSize);
    if (size < 12) small.push(`${size}px: ${words(holder)}`);
  }

  // WCAG 2: at least 4.5 to 1 between a text and the first ground behind it that is not clear.
  const parts = (css) => css.match(/[\d.]+/g).map(Number);
  const light = (css) => {
    const [r, g, b] = parts(css).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const css = getComputedStyle(e).backgroundColor;
      if (parts(css).length < 4 || parts(css)[3] > 0) return css;
    }
    return 'rgb(255, 255, 255)';
  };
  const faint = [];
  document.querySelectorAll('main *').forEach((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim());
    if (!own || !visible(element) || element.closest('svg')) return;
    const a = light(getComputedStyle(element).color);
    const b = light(ground(element));
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(`${contrast.toFixed(1)}: ${words(element)}`);
  });

  const overlapping = [];
  const outside = [];
  let labels = 0;
  document.querySelectorAll('.sheet').forEach((sheet) => {
    const frame = sheet.getBoundingClientRect();
    const boxes = [...sheet.querySelectorAll('.name, .mark')].filter(visible)
      .map((label) => ({ text: words(label), box: label.getBoundingClientRect() }));
    labels += boxes.length;
    boxes.forEach((a, i) => {
      if (a.box.left < frame.left - 1 || a.box.right > frame.right + 1) outside.push(a.text);
      boxes.slice(i + 1).forEach((b) => {
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (across > 0.5 && down > 0.5) overlapping.push(`${a.text} / ${b.text}`);
      });
    });
  });

  // Words in neighbouring cells, headings and list items must not run over each other either.
  const running = [];
  document.querySelectorAll('th, td, h1, h2, h3, p, li, summary, caption').forEach((element) => {
    if (!visible(element) || element.closest('svg')) return;
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline') {
      running.push(`${element.tagName} ${words(element)}`);
    }
  });

  const page = document.documentElement;
  const wide = [...document.querySelectorAll('main *')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && !element.closest('#shapes, .sheet svg, defs') &&
      (box.right > page.clientWidth + 1 || box.left < -1);
  }).map((element) => `${element.tagName}.${element.className} ${words(element)}`);

  const empty = [...document.querySelectorAll('section, .spread > *, figure, table, details')]
    .filter((element) => visible(element) && !element.textContent.trim() && !element.querySelector('use'))
    .map((element) => `${element.tagName}.${element.className}`);

  const found = {
    width: window.innerWidth, height: page.scrollHeight, direction: getComputedStyle(page).direction,
    labels, small, faint, overlapping, outside, running, empty,
    sideways: page.scrollWidth > page.clientWidth ? page.scrollWidth : 0, wide: wide.slice(0, 5),
    maps: document.querySelectorAll('.sheet > svg').length,
    mapsDirection: [...document.querySelectorAll('.sheet, .scale')].map((e) => getComputedStyle(e).direction),
    fetched: performance.getEntriesByType('resource').map((entry) => entry.name),
  };
  const note = document.createElement('pre');
  note.id = 'found';
  note.textContent = JSON.stringify(found);
  document.body.append(note);
})();

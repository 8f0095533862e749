"""What a page says by colour, as it stands on a grey printer: judged in the browser.

A grey printer keeps how light a colour is and nothing else. So a text must stand out by its
lightness alone, and so must a mark; and whatever is written, filled or framed in one of the colours
of states says the same by a word, a sign or a named shape.
"""

from __future__ import annotations

#: Of text; of large text and of marks.
LEAST_OF_TEXT, LEAST_OF_MARKS = 4.5, 3.0

#: The faults of a page: what is too faint in grey, and what colour alone says.
FAULTS = """([ofText, ofMarks]) => {
  // The gallery shows parts outside of any page; `test_grey.py` judges it.
  if (document.querySelector('.kj-swatches')) return [];
  const style = one => one.kjStyle || (one.kjStyle = getComputedStyle(one));
  const parsed = text => {
    const [red, green, blue, alpha = 1] = (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
    return {red, green, blue, alpha};
  };
  const over = (top, below) => ({
    red: top.red * top.alpha + below.red * (1 - top.alpha),
    green: top.green * top.alpha + below.green * (1 - top.alpha),
    blue: top.blue * top.alpha + below.blue * (1 - top.alpha), alpha: 1,
  });
  const white = {red: 255, green: 255, blue: 255, alpha: 1};
  const ground = one => {
    if (!one) return white;
    const own = parsed(style(one).backgroundColor);
    return own.alpha === 1 ? own : over(own, ground(one.parentElement));
  };
  const light = ({red, green, blue}) => {
    const grey = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
    return grey <= 0.04045 ? grey / 12.92 : ((grey + 0.055) / 1.055) ** 2.4;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const root = getComputedStyle(document.documentElement);
  const probe = document.body.appendChild(document.createElement('i'));
  const states = new Set(['zhu', 'zhu-wash', 'amber', 'amber-wash', 'green', 'green-wash',
    'card-y', 'card-r', 'lost-2', 'tie'].map(name => {
      probe.style.color = root.getPropertyValue(`--kj-${name}`);
      return getComputedStyle(probe).color;
    }));
  probe.remove();
  const isSeen = one => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && style(one).visibility === 'visible';
  };
  const told = one => `${one.tagName} ${one.getAttribute('class') || ''}: `
    + (one.textContent || '').trim().slice(0, 30);
  const named = one => one.getAttribute('aria-label') || one.querySelector('title');
  const words = one => (one.textContent || '').trim();
  /* The corner of a cell, as spreadsheets have it where something is to be said of one. */
  const corner = one => {
    const before = getComputedStyle(one, '::before');
    return one.tagName === 'TD' && before.content === '""' && before.borderLeftWidth === '5px';
  };
  /* A word, a sign before a figure, or a shape. */
  const says = one => one.matches('.kj-tied > *')
    ? one.parentElement.textContent.includes('并列')  // the whole row is tinted, and says why
    : /[\\p{L}\\u2212+±-]/u.test(words(one)) || named(one)
    || one.querySelector('svg') || corner(one) || one.matches('input, select, textarea');
  const faults = [];
  for (const one of document.body.querySelectorAll('*')) {
    if (['SCRIPT', 'STYLE', 'TEMPLATE', 'OPTION'].includes(one.tagName) || !isSeen(one)) continue;
    const own = style(one), svg = one.ownerSVGElement;
    if (one.tagName === 'svg') continue;  // its parts are looked at
    const text = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const isDrawn = svg ? own.fill !== 'none' : parsed(own.color).alpha > 0;  // hidden on a phone
    if (text && isDrawn) {
      const colour = parsed(svg ? own.fill : own.color);
      const below = ground(svg ? svg.parentElement : one);
      const size = parseFloat(own.fontSize), isBold = Number(own.fontWeight) >= 600;
      const least = size >= 24 || isBold && size >= 18.6 ? ofMarks : ofText;
      const found = contrast(over(colour, below), below);
      if (found < least) faults.push(`${found.toFixed(1)} ${told(one)}`);
    }
    if (svg) {
      if (!states.has(own.fill) && !states.has(own.stroke)) continue;
      const paint = states.has(own.stroke) ? own.stroke : own.fill;
      const found = contrast(parsed(paint), ground(svg.parentElement));
      if (found < ofMarks) faults.push(`mark ${found.toFixed(1)} ${told(svg)}`);
      // A bar in a row has its figure beside it.
      const beside = svg.closest('tr, li, p, dd, figure, .kj-status, .kj-notice, span, div');
      if (!named(svg) && !(beside && words(beside))) faults.push(`shape alone ${told(svg)}`);
      continue;
    }
    const isInked = words(one) && own.color !== style(one.parentElement).color;
    const said = [isInked && own.color, own.backgroundColor,
      ...['Top', 'Right', 'Bottom', 'Left'].map(side =>
        parseFloat(own[`border${side}Width`]) > 0 && own[`border${side}Color`])];
    if (said.some(colour => states.has(colour)) && !says(one)) {
      faults.push(`colour alone ${told(one)}`);
    }
  }
  return [...new Set(faults)];
}"""

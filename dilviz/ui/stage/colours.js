// From a value to its colour, and from a colour to the ink that can be read on it.

/** The colour `[r, g, b]` of `value` in a Plotly colorscale over `range`. */
export function colourOf(value, range, scale) {
  const share = Math.min(Math.max((value - range[0]) / (range[1] - range[0]), 0), 1);
  const above = Math.max(1, scale.findIndex(([stop]) => stop >= share));
  const [low, from] = scale[above - 1];
  const [high, to] = scale[above];
  const part = (share - low) / (high - low);
  const [a, b] = [parse(from), parse(to)];
  return a.map((channel, i) => channel + (b[i] - channel) * part);
}

/** The range and the scale in which to draw values that the hand has just made, as Python would. */
export function rangeOf(values, positive = 'positive') {
  let [least, most] = [0, 0];
  for (const value of values) {
    if (value < least && value > -Infinity) least = value;
    if (value > most && value < Infinity) most = value;
  }
  if (least < 0 && most > 0) {
    const bound = Math.max(-least, most);
    return { range: [-bound, bound], scale: 'diverging' };
  }
  return least < 0 ? { range: [least, 0], scale: 'negative' } : { range: [0, most || 1], scale: positive };
}

/** Black or white, whichever can be read on `[r, g, b]`. */
export function inkOn(colour) {
  return luminance(colour) > 0.36 ? '#111' : '#fff';
}

/** Whether a CSS colour is darker than a middle grey. */
export function isDark(css) {
  return luminance(parse(css)) < 0.3;
}

function luminance([r, g, b]) {
  const linear = (c) => ((c / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function parse(css) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(css.trim());
  if (hex) return hex.slice(1, 4).map((part) => parseInt(part, 16));
  return (css.match(/[\d.]+/g) ?? [255, 255, 255]).slice(0, 3).map(Number);
}

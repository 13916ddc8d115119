// Numbers as people write them.

/** A number with at most `digits` significant digits, a true minus sign, and no idle zeros. */
export function format(number, digits = 4) {
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? '∞' : '−∞';
  const size = Math.abs(number);
  const plain = size === 0 || (size >= 1e-3 && size < 1e6);
  const text = plain
    ? String(Number(size.toPrecision(Math.max(digits, Math.ceil(Math.log10(size + 1))))))
    : size.toExponential(Math.min(digits - 1, 2)).replace(/\.?0+e/, 'e').replace('e+', 'e');
  return number < 0 && text !== '0' ? `−${text}` : text;
}

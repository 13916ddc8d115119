// The stage's data, as `payload.pack` laid it out: a length, a JSON header, arrays.

const TYPES = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint8: Uint8Array,
};

/** The tree that Python packed; an array becomes `{values: TypedArray, shape: [...]}`. */
export function unpack(bytes) {
  const buffer = bytes.byteOffset % 8 ? bytes.slice().buffer : bytes.buffer;
  const start = bytes.byteOffset % 8 ? 0 : bytes.byteOffset;
  const length = new DataView(buffer, start, 4).getUint32(0, true);
  const header = new TextDecoder().decode(new Uint8Array(buffer, start + 4, length));
  const origin = start + 4 + length;
  return JSON.parse(header, (_, value) => {
    if (!value?.dtype) return value;
    const Type = TYPES[value.dtype];
    const size = value.shape.reduce((a, b) => a * b, 1);
    const at = origin + value.at;
    const aligned = at % Type.BYTES_PER_ELEMENT === 0;
    const values = aligned
      ? new Type(buffer, at, size)
      : new Type(buffer.slice(at, at + size * Type.BYTES_PER_ELEMENT));
    return { values, shape: value.shape };
  });
}

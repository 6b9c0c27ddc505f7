// SHA-256 and HMAC (FIPS 180-4, RFC 2104). The browser's own needs HTTPS, which a room's network may not have.

const K = new Uint32Array(64);
const START = new Uint32Array(8);
const power = (number, root) => Math.trunc((number ** (1 / root) % 1) * 2 ** 32);

for (let found = 0, number = 2; found < 64; number += 1) {
  let prime = true;
  for (let by = 2; by * by <= number; by += 1) if (number % by === 0) prime = false;
  if (!prime) continue;
  if (found < 8) START[found] = power(number, 2);
  K[found] = power(number, 3);
  found += 1;
}

export function sha256(bytes) {
  const words = new DataView(pad(bytes).buffer);
  const sum = Uint32Array.from(START);
  const w = new Uint32Array(64);
  for (let at = 0; at < words.byteLength; at += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = words.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const [x, y] = [w[i - 15], w[i - 2]];
      w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    compress(sum, w);
  }
  const out = new DataView(new ArrayBuffer(32));
  sum.forEach((word, i) => out.setUint32(4 * i, word));
  return new Uint8Array(out.buffer);
}

function compress(sum, w) {
  let [a, b, c, d, e, f, g, h] = sum;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { sum[i] += word; });
}

function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function pad(bytes) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  return padded;
}

export function hmac(key, bytes) {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const join = (mask, rest) => {
    const joined = new Uint8Array(64 + rest.length);
    joined.set(block.map((byte) => byte ^ mask));
    joined.set(rest, 64);
    return joined;
  };
  return sha256(join(0x5c, sha256(join(0x36, bytes))));
}

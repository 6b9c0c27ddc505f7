// A certificate's QR text, checked in the reader's own browser. Pure: no page, no network.
// Follows liangcai.credentials.compact: header.payload.signature in strict base64url, Ed25519, a JSON array in a fixed
// order. What is not byte for byte as it was issued is refused.

const HEADER = '{"alg":"Ed25519","typ":"LC1"}';
const MAX_CHARACTERS = 4096;
const FIELDS = ["number", "holder", "idLastFour", "standard", "occupation", "level", "direction", "issued", "marks",
  "functions", "key", "listTag", "index"];
const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const MOST_BITS = 5 << 23;
const TOLERANCE = 5 * 60 * 1000;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Unsupported extends Error {}

export function decodeBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(raw, (character) => character.charCodeAt(0));
  return encodeBase64url(bytes) === text ? bytes : null;
}

export function encodeBase64url(bytes) {
  const raw = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

// Multibase base58btc, in which a leading zero byte is a "1": one signature in 256 begins with one. Null for what is none.
export function decodeBase58(text) {
  if (typeof text !== "string" || text[0] !== "z") return null;
  const bytes = [];
  let number = 0n;
  for (const letter of text.slice(1)) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    number = number * 58n + BigInt(value);
  }
  for (; number > 0n; number /= 256n) bytes.push(Number(number % 256n));
  const [ones] = text.slice(1).match(/^1*/);
  return Uint8Array.from([...Array(ones.length).fill(0), ...bytes.reverse()]);
}

export function rawKey(multibase) {
  const bytes = decodeBase58(multibase);
  return bytes?.length === 34 && bytes[0] === 0xed && bytes[1] === 0x01 ? bytes.slice(2) : null;
}

function isWords(value, most = 200) {
  return typeof value === "string" && value.length > 0 && value.length <= most;
}

function isContent(content) {
  const words = [content.number, content.holder, content.standard, content.occupation, content.level, content.issued,
    content.key, content.listTag];
  return words.every((value) => isWords(value))
    && typeof content.idLastFour === "string" && content.idLastFour.length <= 4
    && (content.direction === null || typeof content.direction === "string")
    && Array.isArray(content.marks) && content.marks.length > 0
    && content.marks.every((mark) => Array.isArray(mark) && mark.length === 2 && mark.every((value) => isWords(value)))
    && Array.isArray(content.functions) && content.functions.every((value) => isWords(value))
    && Number.isSafeInteger(content.index) && content.index >= 0
    && !Number.isNaN(Date.parse(content.issued));
}

export function readContent(payload) {
  let text, values;
  try {
    text = UTF8.decode(payload);
    values = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(values) || values.length !== FIELDS.length || JSON.stringify(values) !== text) return null;
  const content = Object.fromEntries(FIELDS.map((name, place) => [name, values[place]]));
  return isContent(content) ? content : null;
}

export async function checkSignature(key, signature, signed) {
  const raw = rawKey(key);
  if (!raw || signature.length !== 64) return false;
  if (!globalThis.crypto?.subtle) throw new Unsupported("no WebCrypto");
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") throw new Unsupported("no Ed25519");
    return false;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, signed);
}

// The content of a token whose signature fits the key that it carries, or null.
export async function readCompact(token) {
  const pieces = token.length <= MAX_CHARACTERS ? token.split(".") : [];
  if (pieces.length !== 3) return null;
  const [header, payload, signature] = pieces.map(decodeBase64url);
  if (!header || !payload || !signature || String.fromCharCode(...header) !== HEADER) return null;
  const content = readContent(payload);
  if (!content) return null;
  const signed = new TextEncoder().encode(`${pieces[0]}.${pieces[1]}`);
  return (await checkSignature(content.key, signature, signed)) ? content : null;
}

async function unpack(encoded) {
  const packed = encoded[0] === "u" ? decodeBase64url(encoded.slice(1)) : null;
  if (!packed) return null;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (8 * size > MOST_BITS) return null; // a list that unpacks without end
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function nameTag(name) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name)));
  return Array.from(digest.slice(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function serves(issuer, purpose) {
  return !issuer.purposes?.length || issuer.purposes.includes(purpose);
}

// A list is signed by the key of the certificate, or by one that took the list over when that one ended.
function speaks(list, content, trust) {
  const did = list?.issuer?.id ?? list?.issuer;
  const signer = list && find(trust, did);
  if (!signer || signer.revoked || !serves(signer, "status") || outsideTime(signer, new Date(list.validFrom))) return false;
  return did === `did:key:${content.key}` || Boolean(signer.lists?.includes(list.id));
}

// "clear", "revoked", "stale" or "unchecked", with the time since when the list speaks.
export async function checkStatus(content, list, trust, now) {
  if (!speaks(list, content, trust) || (await nameTag(list.id)) !== content.listTag) {
    return { state: "unchecked", at: null };
  }
  const bits = await unpack(list.credentialSubject.encodedList);
  if (!bits) return { state: "unchecked", at: null };
  const at = new Date(list.validFrom);
  const byte = bits[content.index >> 3];
  if (byte === undefined || byte & (0x80 >> (content.index & 7))) return { state: "revoked", at };
  const stale = now > new Date(list.validUntil) || now.getTime() + TOLERANCE < at.getTime();
  return { state: stale ? "stale" : "clear", at };
}

function find(trust, did) {
  const found = trust.issuers.filter((issuer) => issuer.id === did);
  return found.find((issuer) => issuer.revoked) ?? found[0] ?? null;
}

function outsideTime(issuer, issued) {
  return issued < new Date(issuer.valid_from) || (issuer.valid_until && issued > new Date(issuer.valid_until));
}

// The answer of a certificate whose signature fits: its key among the answers of the page, and why.
export async function judge(content, trust, list, now) {
  const issued = new Date(content.issued);
  const issuer = find(trust, `did:key:${content.key}`);
  const answer = (key, why = "", status = { state: "unchecked", at: null }) => ({ key, why, status, issuer });
  if (issued.getTime() > now.getTime() + TOLERANCE) return answer("not_accepted", "future");
  if (!issuer) return answer("unknown_issuer");
  if (issuer.revoked) return answer("not_accepted", "key_revoked");
  if (!serves(issuer, "certificates")) return answer("not_accepted", "purpose");
  if (outsideTime(issuer, issued)) return answer("not_accepted", "outside_time");
  const status = await checkStatus(content, list, trust, now);
  const keys = { clear: "valid", revoked: "revoked", stale: "not_accepted", unchecked: "unchecked" };
  return answer(keys[status.state], status.state === "stale" ? "stale" : "", status);
}

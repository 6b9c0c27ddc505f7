// A certificate's file, its VC-JWT, and the list of revocations, checked in the reader's own browser. Pure.
// Follows Data Integrity (eddsa-jcs-2022) and VC-JOSE-COSE: the bytes must be the canonical ones, and the signature over
// them that of the issuer named in them. The second proof of a file, over its linked data, is left to other verifiers.

import { Unsupported, checkSignature, decodeBase58, decodeBase64url } from "./compact.js";

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const SUITES = ["eddsa-jcs-2022", "eddsa-rdfc-2022"];
const MOST = 256 * 1024;

export function writeCanonical(value) {
  if (Array.isArray(value)) return `[${value.map(writeCanonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${writeCanonical(value[name])}`);
  return `{${pairs.join(",")}}`;
}

export function readText(bytes) {
  try {
    return bytes.length <= 4 * MOST ? STRICT.decode(bytes) : null;
  } catch {
    return null;
  }
}

function parse(text) {
  try {
    const value = JSON.parse(text);
    return writeCanonical(value) === text ? value : null;
  } catch {
    return null;
  }
}

const without = (value, name) => Object.fromEntries(Object.entries(value).filter(([own]) => own !== name));

async function hash(value) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(writeCanonical(value))));
}

const keyOf = (document) => document.issuer?.id?.replace(/^did:key:/, "") ?? "";

// The document of a text whose first proof fits, or null.
async function readSigned(text) {
  const document = parse(text);
  const [first, second] = Array.isArray(document?.proof) && document.proof.length === 2 ? document.proof : [];
  if (!first || !second || first.cryptosuite !== SUITES[0] || second.cryptosuite !== SUITES[1]) return null;
  const key = keyOf(document);
  const method = `did:key:${key}#${key}`;
  const alike = [first, second].every((proof) => proof.verificationMethod === method && proof.created === first.created
    && proof.type === "DataIntegrityProof" && proof.proofPurpose === "assertionMethod");
  const signature = decodeBase58(first.proofValue);
  if (!alike || !signature) return null;
  if (!globalThis.crypto?.subtle) throw new Unsupported("no WebCrypto");
  const signed = [...await hash(without(first, "proofValue")), ...await hash(without(document, "proof"))];
  return (await checkSignature(key, signature, Uint8Array.from(signed))) ? document : null;
}

// What a certificate says, in the shape of the compact form.
async function contentOf(document) {
  const { credentialSubject: subject, credentialStatus: status } = document;
  const { achievement } = subject;
  const named = Object.fromEntries(subject.identifier.map((one) => [one.identityType, one.identityHash]));
  const whole = achievement.resultDescription.filter((part) => part.resultType === "RawScore");
  const parts = Object.fromEntries(whole.map((part) => [part.id, part.name]));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(status.statusListCredential));
  const [standard, level] = achievement.humanCode.split("/");
  return {
    number: subject.licenseNumber,
    holder: named.name,
    idLastFour: (named["ext:maskedIdentityNumber"] ?? "").replace(/^\*+/, ""),
    standard,
    occupation: achievement.fieldOfStudy,
    level,
    direction: achievement.specialization ?? null,
    issued: document.validFrom,
    marks: subject.result.filter((one) => one.resultDescription in parts)
      .map((one) => [parts[one.resultDescription], one.value]),
    functions: achievement.alignment.map((one) => one.targetName.split(" / ")[0]),
    key: keyOf(document),
    listTag: Array.from(new Uint8Array(digest).slice(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    index: Number(status.statusListIndex),
  };
}

async function described(document) {
  if (!document?.type?.includes?.("AchievementCredential")) return null;
  try {
    return await contentOf(document);
  } catch (error) {
    if (error instanceof TypeError) return null; // it is signed, and is no certificate
    throw error;
  }
}

export async function readFile(text) {
  return text.length <= MOST ? described(await readSigned(text)) : null;
}

// Whether the four claims of Open Badges say again what the credential says.
function repeats(claims) {
  return claims.iss === claims.issuer.id && claims.jti === claims.id && claims.sub === claims.credentialSubject?.id
    && claims.nbf * 1000 === Date.parse(claims.validFrom);
}

// Whether a text is a credential of another program: it has contexts, and no number of ours. It is not checked here.
export function isForeign(text) {
  const payload = text.startsWith("{") ? text : readText(decodeBase64url(text.split(".")[1] ?? "") ?? new Uint8Array());
  return Boolean(payload?.startsWith("{") && payload.includes('"@context"') && !payload.includes('"licenseNumber"'));
}

export async function readJwt(token) {
  const pieces = token.length <= MOST ? token.split(".") : [];
  const [header, payload, signature] = pieces.map(decodeBase64url);
  if (pieces.length !== 3 || !header || !payload || !signature) return null;
  const claims = parse(readText(payload) ?? "");
  const key = claims ? keyOf(claims) : "";
  const wanted = { alg: "EdDSA", cty: "vc", kid: `did:key:${key}#${key}`, typ: "vc+jwt" };
  if (!claims || readText(header) !== writeCanonical(wanted) || !repeats(claims)) return null;
  const signed = new TextEncoder().encode(`${pieces[0]}.${pieces[1]}`);
  return (await checkSignature(key, signature, signed)) ? described(claims) : null;
}

// A list of revocations as it was published, or null.
export async function readList(text) {
  const list = await readSigned(text);
  return list?.type?.includes?.("BitstringStatusListCredential") ? list : null;
}

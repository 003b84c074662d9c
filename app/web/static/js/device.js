/** Ids that nobody else makes: of events, and of this browser as events name it. */

/**
 * A random UUID, version 4. `randomUUID` exists on HTTPS and loopback only.
 * @param {Pick<Crypto, "getRandomValues"> & {randomUUID?: () => string}} source
 * @returns {string}
 */
export function uuid(source = crypto) {
  if (typeof source.randomUUID === "function") return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Marks a typed number: app/quiz/marking/numbers.py in the browser, exact to the last digit.
 * tests/quiz/marking/vectors.json holds both to one result.
 *
 * @typedef {{value: string, tolerance: string, unit: string}} Quantity
 */

import { folded, uninflected } from "./folding.js";

const NUMBER = /^([€$£¥]?)\s*([+-]?\d[\d\s,.]*(?:e[+-]?\d{1,3})?)\s*(.*)$/iu;
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/iu;
const UNITS = new Map([
  ["percent", "%"], ["per cent", "%"], ["pct", "%"], ["euro", "€"], ["euros", "€"], ["dollars", "$"],
]);

/** @param {string} typed @param {Quantity} wanted @returns {import("./wordings.js").Marked} */
export function markNumber(typed, wanted) {
  const { value, unit } = read(typed);
  const reason = !typed.trim() ? "empty" : value === null ? "no-number" : judge(value, unit, wanted);
  const wording = `${wanted.value} ${wanted.unit}`.trim();
  return { verdict: reason === "number" ? "right" : "wrong", reason, wording, other: "" };
}

/** @param {Decimal} value @param {string} unit @param {Quantity} wanted */
function judge(value, unit, wanted) {
  if (unit && !isUnit(unit, wanted.unit)) return "other-unit";
  const [key, tolerance] = [decimal(wanted.value), decimal(wanted.tolerance)];
  return key && tolerance && isWithin(value, key, tolerance) ? "number" : "other-number";
}

/** @typedef {{digits: bigint, places: number}} Decimal  digits / 10^places */

/** @param {string} text @returns {Decimal | null} */
function decimal(text) {
  const found = DECIMAL.exec(text);
  if (!found) return null;
  const [, sign, whole = "", after = "", power = "0"] = found;
  return { digits: BigInt(sign + whole + after), places: after.length - Number(power) };
}

/** Whether two numbers differ by no more than a third. @param {Decimal} one @param {Decimal} other @param {Decimal} most */
function isWithin(one, other, most) {
  const places = Math.max(one.places, other.places, most.places);
  const scaled = (/** @type {Decimal} */ { digits, places: own }) => digits * 10n ** BigInt(places - own);
  const apart = scaled(one) - scaled(other);
  return (apart < 0n ? -apart : apart) <= scaled(most);
}

/** @param {string} typed @returns {{value: Decimal | null, unit: string}} */
function read(typed) {
  const plain = typed.normalize("NFKC").replaceAll("\u2212", "-").trim();
  const words = folded(plain);
  const found = NUMBER.exec(plain) ?? (/^\d/u.test(words[0] ?? "") ? NUMBER.exec(words.join(" ")) : null);
  if (!found || /\d/u.test(found[3] ?? "")) return { value: null, unit: "" };
  return { value: decimal(withPoint(found[2] ?? "")), unit: (found[1] || found[3] || "").trim() };
}

/** @param {string} written  of a comma and a point the last is the decimal sign */
function withPoint(written) {
  const plain = written.trim().replace(/[.,]+$/u, "").replaceAll(" ", "");
  if (plain.includes(",") && plain.includes(".")) {
    const [point, group] = plain.lastIndexOf(",") > plain.lastIndexOf(".") ? [",", "."] : [".", ","];
    return plain.replaceAll(group, "").replaceAll(point, ".");
  }
  const comma = /^[+-]*(?:\d+,\d{1,2}|\d+,\d{4,}|0,\d+)$/u.test(plain);
  return plain.replaceAll(",", comma ? "." : "");
}

/** @param {string} said @param {string} wanted */
function isUnit(said, wanted) {
  const [one, other] = [unitOf(said), unitOf(wanted)];
  // Points and percentage points are what a change of a percentage is counted in.
  const points = other === "%" ? [unitOf("points"), unitOf("percentage points")] : [];
  return !other || one === other || points.includes(one);
}

/** @param {string} text */
function unitOf(text) {
  const plain = text.toLowerCase().split(/\s+/u).filter(Boolean).join(" ");
  const unit = UNITS.get(plain) ?? plain;
  return /^[%€$£¥]$/u.test(unit) ? unit : folded(unit).map(uninflected).join("");
}

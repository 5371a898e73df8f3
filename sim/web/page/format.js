// Numbers as text, with as many digits as their spread supports.

import { say } from "./words.js";

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

const PLACES = [0, 1, 2, 3, 4, 5];

/** Return the decimals that show a spread with a number of digits: 2 for a spread of 0.34 and two digits. */
const decimals = (spread, digits) => (spread > 0 ? clamp(digits - 1 - Math.floor(Math.log10(spread)), 0, PLACES.at(-1)) : 2);

// made once: a chart names its numbers by the hundred
const FIXED = PLACES.map((places) => new Intl.NumberFormat("en", { minimumFractionDigits: places, maximumFractionDigits: places }));
const AT_MOST = PLACES.map((places) => new Intl.NumberFormat("en", { maximumFractionDigits: places }));

/** Return a number with the decimals that show its spread with a number of digits. */
export function formatNumber(number, spread, digits = 2) {
  const places = decimals(spread, digits);
  return (spread > 0 ? FIXED : AT_MOST)[places].format(Number(number.toFixed(places)) || 0);
}

/** Return a number with three digits, and no more than five decimals. */
export const formatRounded = (number) => AT_MOST.at(-1).format(Number(Number(number.toPrecision(3)).toFixed(PLACES.at(-1))) || 0);

/** Return a number that somebody set: whole from a thousand on, with four digits below. */
export const formatSet = (number) => (Math.abs(number) >= 1000 ? AT_MOST[0].format(number) : formatExact(Number(number.toPrecision(4))));
const formatExact = (number) => number.toLocaleString("en", { maximumSignificantDigits: 4 });

/** Return a band as its two ends. */
export const formatBand = (low, high) => say("band", { low: formatNumber(low, high - low), high: formatNumber(high, high - low) });

/** Return a difference with its sign. spread: its interval, or the largest of those beside it, which decides the digits (undefined: three digits). */
export function formatDifference(number, spread, digits = 2) {
  const text = spread === undefined ? formatRounded(Math.abs(number)) : formatNumber(Math.abs(number), spread, digits);
  return Number(text.replaceAll(",", "")) === 0 ? "0" : `${number < 0 ? "\u2212" : "+"}${text}`;
}

/** Return the largest size among numbers that stand side by side. */
export const largestOf = (numbers) => Math.max(...numbers.map(Math.abs));

const LEAST = 5e-5;

/** Return a difference with its interval, such as +3.0 ± 0.4; as 0.0000 where neither reaches a ten-thousandth. */
export function formatInterval(number, halfWidth) {
  if (halfWidth > 0 && largestOf([number, halfWidth]) < LEAST) return "0.0000";
  const difference = formatDifference(number, halfWidth > 0 ? halfWidth : undefined);
  return halfWidth > 0 ? `${difference} ±\u00a0${formatNumber(halfWidth, halfWidth, 2)}` : difference;
}

export const formatPercent = (share) => (share === null ? "-" : `${Math.round(share * 100)} %`);

export const capitalise = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Numbers in words: as many digits as their spread bears.

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

/** Return the decimals that show a spread with some digits, such as 2 for 0.34 with two. */
const decimals = (spread, digits) => (spread > 0 ? clamp(digits - 1 - Math.floor(Math.log10(spread)), 0, 6) : 2);

/** Return a number with as many decimals as show a spread, which it belongs to, with some digits. */
export function within(number, spread, digits = 2) {
  const places = decimals(spread, digits);
  return (Number(number.toFixed(places)) || 0).toLocaleString("en", spread > 0 ? { minimumFractionDigits: places, maximumFractionDigits: places } : { maximumFractionDigits: places });
}

/** Return the ends of a band in words. */
export const band = (low, high) => `${within(low, high - low)} to ${within(high, high - low)}`;

/** Return a number of three digits. */
export const round = (number) => Number(number.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 });

/** Return a difference with its sign; half: of its interval. */
export function signed(number, half) {
  const text = half === undefined ? round(Math.abs(number)) : within(Math.abs(number), half, 1);
  return Number(text.replaceAll(",", "")) === 0 ? "0" : `${number < 0 ? "\u2212" : "+"}${text}`;
}

/** Return a difference with half of its interval, such as +3.0 ± 0.4. */
export const interval = (number, half) => (half > 0 ? `${signed(number, half)} ±\u00a0${within(half, half, 1)}` : signed(number));

export const percent = (share) => (share === null ? "-" : `${Math.round(share * 100)} %`);

/** Return a text that begins as a sentence does. */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

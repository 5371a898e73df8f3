// Korean particles, which depend on the sound that the word before them ends in.

const FINAL_DIGITS = "013678", FINAL_LETTERS = "lmnr"; // read aloud, these end in a consonant
const LIEUL_DIGITS = "178", LIEUL_LETTERS = "lr"; // and these in the one that takes the particle of a vowel
const PARTICLE = /(\S*)\[(은\/는|이\/가|을\/를|과\/와|으로\/로)\]/g;

/** Return a text with the particle of each pair in brackets that fits: "미국[은/는] 대한민국[과/와]" as "미국은 대한민국과". */
export const withParticles = (text) => text.replaceAll(PARTICLE, (_, word, pair) => {
  const [afterConsonant, afterVowel] = pair.split("/"), last = word.replaceAll(/[^\p{Letter}\p{Number}]+$/gu, "").at(-1)?.toLowerCase() ?? "";
  return word + (pair === "으로/로" && endsInLieul(last) || !endsInConsonant(last) ? afterVowel : afterConsonant);
});

const finalOf = (letter) => (letter >= "가" && letter <= "힣" ? (letter.codePointAt(0) - "가".codePointAt(0)) % 28 : -1);
const endsInConsonant = (letter) => finalOf(letter) > 0 || (letter !== "" && (FINAL_DIGITS + FINAL_LETTERS).includes(letter));
const endsInLieul = (letter) => finalOf(letter) === 8 || (letter !== "" && (LIEUL_DIGITS + LIEUL_LETTERS).includes(letter));

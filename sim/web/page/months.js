// Months as text, such as 2027-01, and as numbers that count from the year zero.

export const parseMonth = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
export const formatMonth = (month) => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

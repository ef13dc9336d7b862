// Dates as { year, month, day }, month 1 to 12, in the Gregorian calendar.

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isLeapYear(year) {
  return year % 4 === 0 && year % 100 !== 0 && year % 400 !== 0;
}

export function daysInMonth(year, month) {
  return month === 2 && isLeapYear(year) ? 29 : DAYS[month - 1];
}

/** The day of the year, 1 to 366. */
export function dayOfYear({ year, month, day }) {
  let total = day;
  for (let earlier = 1; earlier < month; earlier += 1) total += daysInMonth(year, earlier);
  return total;
}

/** Days from 0001-01-01, which is day 1. */
export function dayNumber(date) {
  const before = date.year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return before * 365 + leapDays + dayOfYear(date);
}

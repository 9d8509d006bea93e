/**
 * @param time milliseconds since the epoch
 * @returns the day in UTC, as in `2026-11-30`
 */
export function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** Returns a share from 0 to 1 as text, e.g. `97.3 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/** Returns a dash if there is no whole to have a share of. */
export function percentOf(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}

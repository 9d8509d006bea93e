/** The answer to a report inside an incident: others see the same, so there is nothing to check on one's own side. */

export interface Incident {
  /** Time of its first report, in milliseconds since the epoch. */
  readonly since: number
  /** Number of reporters so far, including this one. */
  readonly people: number
}

export function renderIncident({ since, people }: Incident): string {
  const start = new Date(since).toISOString()
  return `**Others see this since ${start.slice(11, 16)} UTC** (${start.slice(0, 10)}; ${people} people so far), so the cause is probably not on your side. There is nothing to check for now; a maintainer will take a look.`
}

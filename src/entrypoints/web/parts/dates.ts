/** Times as people read them, in UTC. The exact time is in the `time` element. */

import { html } from 'hono/html'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../core/time-units.ts'
import type { Html } from '../layout.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** @returns e.g. `4 Dec 2025` */
export function dayText(time: number): string {
  const date = new Date(time)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** @returns e.g. `3 days`; `less than a minute` for the shortest times */
export function durationText(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute'
  const [size, name] = ms < HOUR_MS ? [MINUTE_MS, 'minute'] : ms < DAY_MS ? [HOUR_MS, 'hour'] : [DAY_MS, 'day']
  const count = Math.floor(ms / Number(size))
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/** @returns e.g. `4 Dec 2025, 14:10 UTC` */
export function minuteText(time: number): string {
  return `${dayText(time)}, ${new Date(time).toISOString().slice(11, 16)} UTC`
}

export function minuteTag(time: number): Html {
  return html`<time datetime="${new Date(time).toISOString()}">${minuteText(time)}</time>`
}

export function dayTag(time: number): Html {
  const iso = new Date(time).toISOString()
  return html`<time datetime="${iso}" title="${iso.slice(0, 16).replace('T', ' ')} UTC">${dayText(time)}</time>`
}

export function agoTag(time: number, now: number): Html {
  const iso = new Date(time).toISOString()
  return html`<time class="ago" datetime="${iso}" title="${iso.slice(0, 16).replace('T', ' ')} UTC">${durationText(now - time)} ago</time>`
}

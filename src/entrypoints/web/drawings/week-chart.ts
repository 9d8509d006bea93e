/** Draws reports per week as a small bar chart on the server. Its title gives the same information in words. */
import { html } from 'hono/html'
import type { ClusterSummary } from '../../../core/duplicates/cluster-summary.ts'
import type { Html } from '../layout.ts'

const BAR = 6
const HEIGHT = 28
/** Half a year. */
const MAX_WEEKS = 26

export function weekChart({ weeks }: Pick<ClusterSummary, 'weeks'>): Html {
  const shown = weeks.slice(-MAX_WEEKS)
  const most = Math.max(1, ...shown.map(({ count }) => count))
  const [first, last] = [shown[0], shown.at(-1)]
  const span =
    first === undefined || last === undefined ? '' : ` from ${dayOf(first.from)}, ${last.count} in the last week`
  const caption = `Reports per week${span}; maximum ${most}.`
  const bars = shown.map(({ count }, at) => bar(at, Math.ceil((count / most) * HEIGHT))).join('')
  const width = shown.length * BAR
  return html`<svg role="img" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}"><title>${caption}</title><path d="${bars}"/></svg>`
}

/** One path for all bars is a tenth of the size of one element per bar. */
function bar(at: number, height: number): string {
  return `M${at * BAR} ${HEIGHT}v-${height}h${BAR - 1}v${height}z`
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

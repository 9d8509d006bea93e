/**
 * Draws a cluster as a graph on the server: the canonical report in the middle, the other reports as points on rings
 * around it, and their links as lines whose style shows the reason. The same cluster always produces the same drawing.
 * The page's tables give the same information in words.
 */
import { html } from 'hono/html'
import type { ClusterLink } from '../../../app/matching/cluster-links.ts'
import type { ClusterDetails } from '../../../core/duplicates/cluster-summary.ts'
import type { Html } from '../layout.ts'

/** Maximum number of points drawn. Beyond that, the oldest reports are left out, and the caption says so. */
const MAX_POINTS = 60
const FIRST_RING = 10
const RING_GAP = 90
const RADIUS = 16

interface Point {
  readonly number: number
  readonly x: number
  readonly y: number
}

/** Returns the URL of an issue on GitHub. */
export type UrlOf = (number: number) => string

export function clusterGraph(cluster: ClusterDetails, links: readonly ClusterLink[], urlOf: UrlOf): Html {
  const points = placePoints(cluster)
  const byNumber = new Map(points.map((point) => [point.number, point]))
  const drawn = links.flatMap((link) => {
    const [a, b] = [byNumber.get(link.number), byNumber.get(link.other)]
    return a === undefined || b === undefined ? [] : [{ a, b, link }]
  })
  const reach = RADIUS + 24 + Math.max(0, ...points.map(({ x, y }) => Math.hypot(x, y)))
  const left = cluster.members.length - points.length
  const caption = `${points.length} reports around #${cluster.canonical.number}, joined by ${drawn.length} links${left > 0 ? `; ${left} older reports not drawn` : ''}.`
  const size = Math.round(2 * reach)
  return html`<div class="wide" role="region" aria-label="Graph of the cluster" tabindex="0"><svg class="graph" role="img" width="${size}" height="${size}" viewBox="${-size / 2} ${-size / 2} ${size} ${size}"><title>${caption}</title>
${drawn.map(({ a, b, link }) => line(a, b, link))}
${points.map((point) => dot(point, urlOf(point.number), point.number === cluster.canonical.number))}</svg></div>
<p class="faint">${caption} Solid line: both reports share a log line. Dashed line: another reason.</p>`
}

/** Rings hold 10, 20, 30, … points, oldest first. */
function placePoints({ canonical, members }: ClusterDetails): readonly Point[] {
  const around = members.filter(({ number }) => number !== canonical.number).slice(1 - MAX_POINTS)
  const points: Point[] = [{ number: canonical.number, x: 0, y: 0 }]
  for (let ring = 1, start = 0; start < around.length; start += FIRST_RING * ring, ring += 1) {
    const ringMembers = around.slice(start, start + FIRST_RING * ring)
    for (const [at, { number }] of ringMembers.entries()) {
      const angle = (2 * Math.PI * at) / ringMembers.length - Math.PI / 2
      const [x, y] = [Math.cos(angle), Math.sin(angle)].map((it) => Math.round(it * RING_GAP * ring))
      points.push({ number, x: x ?? 0, y: y ?? 0 })
    }
  }
  return points
}

function line(a: Point, b: Point, { reasons }: ClusterLink): Html {
  const kind = reasons.includes('same line') ? 'same-line' : 'other'
  return html`<line class="${kind}" x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}"><title>#${a.number} and #${b.number}: ${reasons.join('; ')}</title></line>`
}

function dot({ number, x, y }: Point, url: string, isCanonical: boolean): Html {
  return html`<a href="${url}"><circle class="${isCanonical ? 'canonical' : 'member'}" cx="${x}" cy="${y}" r="${RADIUS}"/><text x="${x}" y="${y + RADIUS + 14}">#${number}</text></a>`
}

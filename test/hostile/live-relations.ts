/** Creates other reports of the same cause, with live Markdown in their titles, lines and values. */
import type { RelatedReports } from '../../src/core/comments/duplicates-section.ts'
import type { ClusterSummary, Counted } from '../../src/core/duplicates/cluster-summary.ts'
import type { DuplicateLink } from '../../src/core/duplicates/link.ts'
import type { Random } from '../support/generator.ts'
import { livePiece } from './mutate-report.ts'

export const REPOSITORY = { owner: 'acme', repo: 'gateway' }
const DAY = 86_400_000
const SOME_DAY = 1_790_000_000_000

export function liveRelations(random: Random): RelatedReports {
  const links = [liveLink(random), liveLink(random)]
  const cluster = liveCluster(random)
  return { repository: REPOSITORY, links, asked: { links, cluster }, ownCluster: random(2) === 0 ? cluster : null }
}

function liveLink(random: Random): DuplicateLink {
  return {
    number: 1 + random(900),
    title: livePiece(random),
    fixedAt: random(2) === 0 ? SOME_DAY : null,
    probability: 0.97,
    reasons: ['same line', livePiece(random)],
    line: { there: livePiece(random), here: livePiece(random) },
  }
}

function liveCluster(random: Random): ClusterSummary {
  const counted = (): Counted[] => [
    { value: livePiece(random), count: 2 },
    { value: livePiece(random), count: 1 },
  ]
  return {
    id: 1,
    title: livePiece(random),
    count: 3,
    open: 2,
    authors: 2,
    firstSeen: SOME_DAY,
    lastSeen: SOME_DAY + 9 * DAY,
    growth: { lately: 2, before: 1 },
    weeks: [{ from: SOME_DAY, count: 1 }],
    signature: 'missing-scope',
    versions: counted(),
    products: counted(),
    captures: { scope: counted() },
    canonical: { number: 1, title: livePiece(random), open: true, closedAs: null, closedAt: null },
    newest: { number: 3, adds: [livePiece(random)] },
    worked: counted(),
    signals: counted(),
  }
}

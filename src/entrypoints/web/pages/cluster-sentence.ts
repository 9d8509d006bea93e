/** What a cluster is, in one sentence of plain text. */
import { dayText } from '../parts/dates.ts'
import { grouped } from '../parts/texts.ts'
import type { ClusterData } from './cluster-data.ts'

export function clusterSentence({
  cluster,
  growth,
  signatureTitle,
}: Pick<ClusterData, 'cluster' | 'growth' | 'signatureTitle'>): string {
  const { summary, began } = cluster
  const { count, open, authors, firstSeen } = summary
  const people = authors === 0 ? 'People' : authors === 1 ? 'One person' : `${grouped(authors)} people`
  const times = authors === count ? '' : count === 1 ? ' once' : ` ${grouped(count)} times`
  const what = signatureTitle === null ? 'the same unknown failure' : `“${signatureTitle}”`
  const start = `${dayText(firstSeen)}${began === null ? '' : `, when it began with ${began}`}`
  const state = open === 0 ? 'all are closed' : open === count ? 'all are open' : `${grouped(open)} are open`
  return `${people} reported ${what}${times} since ${start}; ${state}, and ${growth.lately === 0 ? 'none' : growth.lately} came in the last seven days (${growth.before} in the seven before).`
}

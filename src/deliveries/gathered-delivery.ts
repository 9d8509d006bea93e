/** What the bot asks of itself when a report joins a cluster: to look again at the one that stands for all of them. */
import type { Delivery } from '../inbox/inbox.ts'
import { formatRef, type IssueRef } from '../issue-ref.ts'

export interface Gathering {
  readonly installation: number
  /** The report that came. */
  readonly ref: IssueRef
  /** Number of the report that stands for its cluster. */
  readonly number: number
  /** How many reports the cluster has. */
  readonly count: number
}

/** One id for each number of reports that is worth an edit: whoever comes in between is told of by the next. */
export function gatheredDelivery({ installation, ref, number, count }: Gathering, receivedAt: number): Delivery {
  const canonical = { ...ref, number }
  const key = formatRef(canonical)
  const payload = JSON.stringify({ installation: { id: installation }, ref: canonical })
  return { id: `gathered:${key}:${stepOf(count)}`.toLowerCase(), event: 'gathered', key, payload, receivedAt }
}

/** Every report up to twenty, every twentieth part of them from there on: ten thousand of them are some 150 edits. */
function stepOf(count: number): number {
  return count <= 20 ? count : 20 + Math.floor(Math.log(count / 20) / Math.log(1.05))
}

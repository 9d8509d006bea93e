/** Stores that a merged change closed a cluster's canonical report. Its version is known when a release names it. */
import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import { linkableUrl, pullSource } from '../../core/fixes/fix-signal.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { clustersNear } from '../matching/clusters-of.ts'
import { toSummarisedReport } from '../matching/stored-report.ts'
import { asIfUnfixed, isWorthAsking } from './cluster-fix.ts'

export interface NoteMergedChangeDeps {
  readonly github: Pick<GitHub, 'readMergedChange'>
  readonly store: Store
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

export async function noteMergedChange(ref: IssueRef, { github, store, clock }: NoteMergedChangeDeps): Promise<void> {
  const clusters = await clustersNear(ref, [ref.number], store)
  const members = clusters.of(ref.number) ?? [ref.number]
  const reports = (await store.summariesNumbered(ref, members)).map(toSummarisedReport)
  const canonical = clusters.canonical(reports.map(asIfUnfixed))
  if (canonical?.number !== ref.number || !isWorthAsking(reports)) return
  const change = await github.readMergedChange(ref)
  if (change === null) return
  const source = change.kind === 'commit' ? `commit-${change.sha}` : pullSource(change.number)
  const nobody = { who: null, comment: null, version: null }
  await store.keepFixSignals(ref, source, [{ kind: 'merged', ...nobody, url: linkableUrl(change.url), at: clock() }])
}

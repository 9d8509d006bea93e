/** Decides what the comment on one issue says about the fix of its cause. Writes nothing. */
import type { Store } from '../../adapters/store/store.ts'
import type { FixNotice } from '../../core/fixes/fix-notice.ts'
import { type FixLedger, relationToFix } from '../../core/fixes/ledger.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { RepositorySettings } from '../../core/settings/repository-settings.ts'
import { type ClusterFix, fixOf } from './cluster-fix.ts'

/** In a larger cluster, a mention for everybody would be a mailing. */
const MAX_MENTIONS = 20
/** GitHub's logins: https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const LOGIN = /^[A-Za-z\d](?:[A-Za-z\d-]{0,38})$/

export async function fixNoticeOn(
  ref: IssueRef,
  { fixes }: Pick<RepositorySettings, 'fixes'>,
  store: Store,
): Promise<FixNotice | null> {
  const fix = await fixOf(ref, store)
  if (fix === null) return null
  const { ledger, place } = fix
  if (ledger === null || ledger.claim.version === null)
    return fix.isAsked && place === ref.number ? { kind: 'withdrawn' } : null
  if (place === ref.number) return fixes.ask ? asks(fix, ledger, fixes.mention) : null
  const report = fix.reports.find(({ number }) => number === ref.number)
  if (report === undefined) return null
  const relation = relationToFix(ledger, report.digest.environment)
  const contradicts = relation === 'same' || relation === 'newer'
  // An earlier report does not contradict a later claim, and nobody is sent to a version that does not help.
  const isUseful = contradicts ? report.createdAt > ledger.claim.at : ledger.state !== 'contradicted'
  return isUseful ? { kind: 'report', ledger, relation, place } : null
}

function asks({ reports, signature }: ClusterFix, ledger: FixLedger, mention: boolean): FixNotice {
  const { by, at } = ledger.claim
  const before = reports.filter(({ createdAt }) => createdAt <= at).map(({ author }) => author)
  const mentions = [...new Set(before)].filter((it) => LOGIN.test(it) && it !== 'ghost').slice(0, MAX_MENTIONS)
  // A release names many issues. It starts a conversation only where several people reported a known cause.
  const mayCreate = by === 'command' || (reports.length > 1 && signature !== null)
  return { kind: 'asked', ledger, mentions: mention ? mentions : [], mayCreate }
}

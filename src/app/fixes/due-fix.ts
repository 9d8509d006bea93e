/**
 * Finds out whether a cluster's comment still has to show what is known about its fix. What a comment shows is stored, so
 * that an update stays due until it is made, whatever crashes in between.
 */
import { createHash } from 'node:crypto'
import type { Store } from '../../adapters/store/store.ts'
import type { FixLedger } from '../../core/fixes/ledger.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { fixOf } from './cluster-fix.ts'

export interface DueFix {
  /** Number of the issue whose comment shows the fix. */
  readonly place: number
  /** Digest of what the comment has to show. */
  readonly digest: string
}

/** @returns null if nothing is known about a fix of the issue's cause, or its comment already shows it */
export async function dueFix(ref: IssueRef, store: Store): Promise<DueFix | null> {
  const fix = await fixOf(ref, store)
  if (fix === null) return null
  const { place, ledger } = fix
  const shown = await store.shownFix({ ...ref, number: place })
  const isNothing = ledger === null && shown === null
  const digest = digestOf(ledger)
  return isNothing || digest === shown ? null : { place, digest }
}

/** @param ledger null if the claim was withdrawn */
function digestOf(ledger: FixLedger | null): string {
  return createHash('sha256').update(JSON.stringify(ledger)).digest('hex')
}

/** Finds out whether something changed what is known about a cluster's fix, so that its comment has to be updated. */
import type { Store } from '../../adapters/store/store.ts'
import type { FixLedger } from '../../core/fixes/ledger.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { fixOf } from './cluster-fix.ts'

export interface FixChange<T> {
  readonly result: T
  /** The issue whose comment shows the fix; null if nothing changed. */
  readonly place: number | null
  readonly ledger: FixLedger | null
}

/** @param act may store signals or commands about the issue's cluster */
export async function watchFix<T>(ref: IssueRef, store: Store, act: () => Promise<T>): Promise<FixChange<T>> {
  const before = await fixOf(ref, store)
  const result = await act()
  const after = await fixOf(ref, store)
  const isSame = summarise(before?.ledger) === summarise(after?.ledger)
  return { result, place: isSame ? null : (after?.place ?? before?.place ?? null), ledger: after?.ledger ?? null }
}

function summarise(ledger: FixLedger | null | undefined): string {
  return JSON.stringify(ledger ?? null)
}

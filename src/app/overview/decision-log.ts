/** Folds the audit of a repository into what it says about each issue at the end. */
import type { DecisionRecord } from '../../adapters/store/stored-decisions.ts'
import type { Assert } from '../../core/feedback/track-record.ts'
import type { IssueDecision } from '../../core/overview/issue-entry.ts'

export interface DecisionLog {
  add(record: DecisionRecord): void
  of(number: number): IssueDecision | null
  /** The first assertion of each signature on each issue by the pack with this fingerprint, oldest first. */
  asserts(pack: string): readonly Assert[]
}

/** @param credentialLabels names of the label that an issue has while it contains a credential, in lower case */
export function createDecisionLog(credentialLabels: ReadonlySet<string>): DecisionLog {
  const decided = new Map<number, IssueDecision>()
  const asserts = new Map<string, Assert & { readonly pack: string }>()
  return {
    add(record) {
      const { number } = record.ref
      decided.set(number, next(decided.get(number), record, credentialLabels))
      const { signature, pack, at, ref } = record
      const key = `${pack} ${number} ${signature}`
      if (record.decision === 'assert' && signature !== null && !asserts.has(key))
        asserts.set(key, { ref, signature, at, pack })
    },
    of: (number) => decided.get(number) ?? null,
    asserts: (pack) => [...asserts.values()].filter((it) => it.pack === pack).sort((a, b) => a.at - b.at),
  }
}

function next(before: IssueDecision | undefined, record: DecisionRecord, labels: ReadonlySet<string>): IssueDecision {
  const { decision, reason, signature, confidence, question = null, at, acts } = record
  const isSame = before?.decision === decision && before.question === question && before.signature === signature
  const labelled = acts.findLast((act) => labels.has(act.replace(/^label (?:added|removed): /, '').toLowerCase()))
  const credentialSince =
    labelled === undefined ? (before?.credentialSince ?? null) : labelled.startsWith('label added') ? at : null
  return { decision, reason, signature, confidence, question, credentialSince, since: isSame ? before.since : at }
}

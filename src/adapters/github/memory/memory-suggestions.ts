/** Suggestions in the in-memory GitHub. Like GitHub, it accepts a suggestion whether or not it records one. */
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { NativeDetails, Suggestion } from '../../../core/plan/plan.ts'
import type { NativeOutcome, SuggestedFields } from '../native-fields.ts'

/**
 * What this GitHub makes of an explanation. `off`: it does not know the feature. `records`: it records suggestions.
 * `ignores`: it accepts them and records nothing. `applies`: it ignores `suggest` and changes the issue.
 */
export type NativeSupport = 'off' | 'records' | 'ignores' | 'applies'

/** One explained change as it arrived. */
export interface ExplainedChange extends NativeDetails {
  readonly what: string
}

export interface MemorySuggestions {
  support(kind: NativeSupport): void
  list(ref: IssueRef): readonly Suggestion[] | 'unsupported'
  /** @param apply adds a label to the issue */
  explain(
    ref: IssueRef,
    labels: readonly string[],
    details: NativeDetails,
    apply: (name: string) => void,
  ): NativeOutcome
  suggest(ref: IssueRef, fields: SuggestedFields, details: NativeDetails): NativeOutcome
  /** A person decides about every pending suggestion on an issue. */
  decide(ref: IssueRef, state: 'approved' | 'dismissed'): void
  /** Everything that arrived with an explanation, oldest first. */
  readonly explained: readonly ExplainedChange[]
}

export function createMemorySuggestions(): MemorySuggestions {
  const byIssue = new Map<string, Suggestion[]>()
  const explained: ExplainedChange[] = []
  let supported: NativeSupport = 'off'
  const on = (ref: IssueRef): Suggestion[] => {
    const key = formatRef(ref).toLowerCase()
    const list = byIssue.get(key) ?? []
    byIssue.set(key, list)
    return list
  }
  const record = (ref: IssueRef, kind: Suggestion['kind'], name: string) => {
    if (supported === 'records') on(ref).push({ kind, name, state: 'pending' })
  }
  return {
    explained,
    support(kind) {
      supported = kind
    },
    list: (ref) => (supported === 'off' ? 'unsupported' : [...on(ref)]),
    explain(ref, labels, details, apply) {
      if (supported === 'off') return 'unsupported'
      for (const name of labels) {
        explained.push({ what: `label ${name}`, ...details })
        if (!details.suggest || supported === 'applies') apply(name)
        else record(ref, 'label', name)
      }
      return 'sent'
    },
    suggest(ref, { type, fields }, details) {
      if (supported === 'off') return 'unsupported'
      if (type !== null) record(ref, 'type', type)
      for (const { id } of fields) record(ref, 'field', String(id))
      const what = [
        ...(type === null ? [] : [`type ${type}`]),
        ...fields.map(({ id, value }) => `field ${id} ${value}`),
      ]
      explained.push(...what.map((it) => ({ what: it, ...details })))
      return 'sent'
    },
    decide(ref, state) {
      const list = on(ref)
      list.splice(0, list.length, ...list.map((it) => (it.state === 'pending' ? { ...it, state } : it)))
    },
  }
}

/** Converts an entry from GitHub's timeline. Omits entries of irrelevant or unknown kinds. */
import { z } from 'zod'
import { parseIssueUrl } from '../../core/issue-ref.ts'
import type { TimelineEvent } from './issue-reader.ts'

const person = z.object({ login: z.string(), type: z.string().optional() }).nullish()

/** Deliberately loose: GitHub adds new kinds of entries without notice. */
const entrySchema = z.object({
  event: z.string(),
  created_at: z.string(),
  actor: person,
  user: person,
  body: z.string().nullish(),
  html_url: z.string().nullish(),
  commit_id: z.string().nullish(),
  label: z.object({ name: z.string() }).nullish(),
  milestone: z.object({ title: z.string() }).nullish(),
  rename: z.object({ from: z.string(), to: z.string() }).nullish(),
  reactions: z.object({ '+1': z.number(), '-1': z.number() }).nullish(),
  source: z.object({ issue: z.object({ html_url: z.string() }).nullish() }).nullish(),
})

type Entry = z.infer<typeof entrySchema>

export function toHappening(raw: unknown): TimelineEvent | null {
  const checked = entrySchema.safeParse(raw)
  if (!checked.success) return null
  const entry = checked.data
  const user = entry.actor ?? entry.user
  const base = { at: Date.parse(entry.created_at), by: user?.login ?? 'ghost' }
  const reader = Object.hasOwn(READERS, entry.event) ? READERS[entry.event] : undefined
  return reader?.(entry, base) ?? null
}

type Reader = (entry: Entry, base: { readonly at: number; readonly by: string }) => TimelineEvent | null

const READERS: Readonly<Record<string, Reader>> = {
  commented: ({ body, html_url, reactions, actor, user }, base) => ({
    ...base,
    kind: 'comment',
    body: body ?? '',
    url: html_url ?? '',
    byBot: (actor ?? user)?.type === 'Bot',
    thumbsUp: reactions?.['+1'] ?? 0,
    thumbsDown: reactions?.['-1'] ?? 0,
  }),
  'cross-referenced': ({ source }, base) => {
    const from = source?.issue ? parseIssueUrl(source.issue.html_url) : null
    return from === null ? null : { ...base, kind: 'reference', from }
  },
  closed: ({ commit_id }, base) => ({ ...base, kind: 'closed', commit: commit_id ?? null }),
  reopened: (_, base) => ({ ...base, kind: 'reopened' }),
  merged: (_, base) => ({ ...base, kind: 'merged' }),
  transferred: (_, base) => ({ ...base, kind: 'transferred' }),
  marked_as_duplicate: (_, base) => ({ ...base, kind: 'marked-duplicate' }),
  unmarked_as_duplicate: (_, base) => ({ ...base, kind: 'unmarked-duplicate' }),
  labeled: ({ label }, base) => (label ? { ...base, kind: 'labeled', name: label.name } : null),
  unlabeled: ({ label }, base) => (label ? { ...base, kind: 'unlabeled', name: label.name } : null),
  milestoned: ({ milestone }, base) => (milestone ? { ...base, kind: 'milestoned', name: milestone.title } : null),
  renamed: ({ rename }, base) => (rename ? { ...base, kind: 'renamed', name: rename.to, before: rename.from } : null),
}

/** Renders the issue's events and the main events of the linked issues, oldest first. */

import type { TimelineEvent } from '../../../adapters/github/issue-reader.ts'
import { inlineCode } from '../../../core/comments/defuse.ts'
import { type DossierWording, dayOf, issueLink, person, title } from '../dossier-wording.ts'
import type { DossierFindings } from '../findings.ts'
import type { CrawledIssue } from '../relations.ts'

const MAX_LINES = 60

interface Line {
  readonly at: number
  readonly text: string
}

export function renderTimeline({ start, crawled }: DossierFindings, wording: DossierWording): string {
  const others = [...crawled.known.values()].filter((it) => it !== start)
  const lines = [
    { at: start.head.createdAt, text: `${person(start.head.author)} reported this issue` },
    ...(start.timeline?.happenings ?? []).flatMap((it) => toLine(it, wording)),
    ...others.flatMap((it) => mainEvents(it, wording)),
  ].toSorted((a, b) => a.at - b.at)
  const left = lines.length - MAX_LINES
  const shown = left > 0 ? [...lines.slice(0, MAX_LINES / 2), null, ...lines.slice(-MAX_LINES / 2)] : lines
  return shown.map((it) => (it === null ? `- … ${left} more` : `- ${dayOf(it.at)}: ${it.text}`)).join('\n')
}

function toLine(it: TimelineEvent, wording: DossierWording): readonly Line[] {
  const text = describe(it, wording)
  return text === '' ? [] : [{ at: it.at, text }]
}

function describe(it: TimelineEvent, wording: DossierWording): string {
  const who = person(it.by)
  if (it.kind === 'closed')
    return `${who} closed it${it.commit === null ? '' : ` by commit \`${it.commit.slice(0, 7)}\``}`
  if (it.kind === 'labeled') return `${who} added the label ${inlineCode(it.name, 60)}`
  if (it.kind === 'unlabeled') return `${who} removed the label ${inlineCode(it.name, 60)}`
  if (it.kind === 'milestoned') return `${who} set the milestone ${inlineCode(it.name, 60)}`
  if (it.kind === 'renamed') return `${who} renamed it from “${inlineCode(it.before, 80)}”`
  if (it.kind === 'reference') return `${who} mentioned it in ${issueLink(it.from, wording)}`
  if (it.kind === 'comment') return ''
  return `${who} ${ACTIONS[it.kind]}`
}

const ACTIONS = {
  reopened: 'reopened it',
  merged: 'merged it',
  transferred: 'moved it here',
  'marked-duplicate': 'marked it as a duplicate',
  'unmarked-duplicate': 'removed the duplicate mark',
} as const

/** Returns when a linked issue was opened and closed, or when a pull request was opened and merged. */
function mainEvents(it: CrawledIssue, wording: DossierWording): readonly Line[] {
  const { head } = it
  const name = `${issueLink(head.ref, wording)} ${title(it)}`
  const ended = head.mergedAt ?? head.closedAt
  return [
    { at: head.createdAt, text: `${name} was ${head.isPullRequest ? 'opened' : 'reported'}` },
    ...(ended === null ? [] : [{ at: ended, text: `${name} was ${head.mergedAt === null ? 'closed' : 'merged'}` }]),
  ]
}

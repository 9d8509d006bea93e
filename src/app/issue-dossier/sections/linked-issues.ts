/** The graph, and each linked issue with how and why it is linked and whether it shares the cause. */
import { inlineCode } from '../../../core/comments/defuse.ts'
import { count, type DossierWording, dayOf, issueLink, person, state, title } from '../dossier-wording.ts'
import type { DossierFindings, LinkedIssue } from '../findings.ts'
import { renderMermaid } from '../mermaid.ts'
import { keyOf, type Link, RELATIONS } from '../relations.ts'

const MAX_ISSUES = 40
/** Reasons that are shown for one issue. */
const MAX_REASONS = 3

export function renderGraph(findings: DossierFindings): string {
  if (findings.crawled.known.size < 2) return 'No other issue or pull request is linked to it.'
  const { diagram, left } = renderMermaid(findings)
  const more = left === 0 ? '' : ` ${count(left, 'further issue')} are left out of it.`
  return `\`\`\`mermaid\n${diagram}\n\`\`\`\n\nThick: this issue. Dashed: pull requests.${more}`
}

export function renderLinkedIssues({ issues, start }: DossierFindings, wording: DossierWording): string {
  if (issues.length === 0) return 'None.'
  const order = { same: 0, different: 1, unknown: 2 } as const
  const sorted = issues.toSorted(
    (a, b) =>
      order[a.comparison.feedbackEvent] - order[b.comparison.feedbackEvent] || a.issue.distance - b.issue.distance,
  )
  const rest = sorted.length - MAX_ISSUES
  return [
    ...sorted.slice(0, MAX_ISSUES).map((it) => renderIssue(it, keyOf(start.head.ref), wording)),
    ...(rest > 0 ? [`… and ${count(rest, 'further issue')}.`] : []),
  ].join('\n\n')
}

const FEEDBACK_EVENTS = { same: 'Same cause', different: 'Another cause', unknown: 'Not known' } as const

function renderIssue({ issue, links, comparison }: LinkedIssue, start: string, wording: DossierWording): string {
  const { head } = issue
  return [
    `### ${issueLink(head.ref, wording)} ${title(issue)}`,
    [
      `- ${capitalised(state(issue))}; reported by ${person(head.author)} on ${dayOf(head.createdAt)}`,
      ...links.slice(0, MAX_REASONS).map((link) => `- ${capitalised(renderLink(link, start, wording))}`),
      `- **${FEEDBACK_EVENTS[comparison.feedbackEvent]}.** ${comparison.why}`,
    ].join('\n'),
  ].join('\n\n')
}

/** `It is called a duplicate of this issue, by … on …: “…”` */
export function renderLink(
  { from, to, relation, by, at, words }: Link,
  start: string,
  wording: DossierWording,
): string {
  const name = (ref: Link['from']) => (keyOf(ref) === start ? 'this issue' : issueLink(ref, wording))
  const quoted = words === '' ? '' : `: “${inlineCode(words, 200)}”`
  const who = by === '' ? '' : `, by ${person(by)} on ${dayOf(at)}`
  return `${name(from)} ${RELATIONS[relation]} ${name(to)}${who}${quoted}`
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

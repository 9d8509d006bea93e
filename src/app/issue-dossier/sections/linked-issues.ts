/** The graph, and each linked issue with how and why it is linked and whether it shares the cause. */
import { inline } from '../../../core/comments/defuse.ts'
import { count, day, issueLink, person, state, title, type Wording } from '../dossier-wording.ts'
import type { Findings, LinkedIssue } from '../findings.ts'
import { renderMermaid } from '../mermaid.ts'
import { keyOf, type Link, RELATIONS } from '../relations.ts'

const MOST_ISSUES = 40
/** Reasons that are shown for one issue. */
const MOST_REASONS = 3

export function renderGraph(findings: Findings): string {
  if (findings.gathered.known.size < 2) return 'No other issue or pull request is linked to it.'
  const { diagram, left } = renderMermaid(findings)
  const more = left === 0 ? '' : ` ${count(left, 'further issue')} are left out of it.`
  return `\`\`\`mermaid\n${diagram}\n\`\`\`\n\nThick: this issue. Dashed: pull requests.${more}`
}

export function renderLinkedIssues({ issues, start }: Findings, wording: Wording): string {
  if (issues.length === 0) return 'None.'
  const order = { same: 0, different: 1, unknown: 2 } as const
  const sorted = issues.toSorted(
    (a, b) => order[a.comparison.verdict] - order[b.comparison.verdict] || a.issue.distance - b.issue.distance,
  )
  const rest = sorted.length - MOST_ISSUES
  return [
    ...sorted.slice(0, MOST_ISSUES).map((it) => renderIssue(it, keyOf(start.head.ref), wording)),
    ...(rest > 0 ? [`… and ${count(rest, 'further issue')}.`] : []),
  ].join('\n\n')
}

const VERDICTS = { same: 'Same cause', different: 'Another cause', unknown: 'Not known' } as const

function renderIssue({ issue, links, comparison }: LinkedIssue, start: string, wording: Wording): string {
  const { head } = issue
  return [
    `### ${issueLink(head.ref, wording)} ${title(issue)}`,
    [
      `- ${capitalised(state(issue))}; reported by ${person(head.author)} on ${day(head.createdAt)}`,
      ...links.slice(0, MOST_REASONS).map((link) => `- ${capitalised(renderLink(link, start, wording))}`),
      `- **${VERDICTS[comparison.verdict]}.** ${comparison.why}`,
    ].join('\n'),
  ].join('\n\n')
}

/** `It is called a duplicate of this issue, by … on …: “…”` */
export function renderLink({ from, to, relation, by, at, words }: Link, start: string, wording: Wording): string {
  const name = (ref: Link['from']) => (keyOf(ref) === start ? 'this issue' : issueLink(ref, wording))
  const quoted = words === '' ? '' : `: “${inline(words, 200)}”`
  const who = by === '' ? '' : `, by ${person(by)} on ${day(at)}`
  return `${name(from)} ${RELATIONS[relation]} ${name(to)}${who}${quoted}`
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

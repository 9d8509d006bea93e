/** Renders the link graph, and each linked issue with its links and the comparison of the causes. */
import { inlineCode } from '../../../core/comments/defuse.ts'
import { count, type DossierWording, dayOf, issueLink, person, state, title } from '../dossier-wording.ts'
import type { DossierFindings, LinkedIssue } from '../findings.ts'
import { renderMermaid } from '../mermaid.ts'
import { keyOf, type Link, RELATIONS } from '../relations.ts'

const MAX_ISSUES = 40
/** Maximum number of links that are shown for one issue. */
const MAX_LINKS = 3

export function renderGraph(findings: DossierFindings): string {
  if (findings.crawled.known.size < 2) return 'No other issue or pull request is linked to this one.'
  const { diagram, left } = renderMermaid(findings)
  const more = left === 0 ? '' : ` Not shown: ${count(left, 'more issue')}.`
  return `\`\`\`mermaid\n${diagram}\n\`\`\`\n\nThick border: this issue. Dashed border: pull requests.${more}`
}

export function renderLinkedIssues({ issues, start }: DossierFindings, wording: DossierWording): string {
  if (issues.length === 0) return 'None.'
  const order = { same: 0, different: 1, unknown: 2 } as const
  const sorted = issues.toSorted(
    (a, b) => order[a.comparison.result] - order[b.comparison.result] || a.issue.distance - b.issue.distance,
  )
  const rest = sorted.length - MAX_ISSUES
  return [
    ...sorted.slice(0, MAX_ISSUES).map((it) => renderIssue(it, keyOf(start.head.ref), wording)),
    ...(rest > 0 ? [`… and ${count(rest, 'more issue')}.`] : []),
  ].join('\n\n')
}

const RESULTS = { same: 'Same cause', different: 'Different cause', unknown: 'Unknown' } as const

function renderIssue({ issue, links, comparison }: LinkedIssue, start: string, wording: DossierWording): string {
  const { head } = issue
  return [
    `### ${issueLink(head.ref, wording)} ${title(issue)}`,
    [
      `- ${capitalised(state(issue))}; reported by ${person(head.author)} on ${dayOf(head.createdAt)}`,
      ...links.slice(0, MAX_LINKS).map((link) => `- ${capitalised(renderLink(link, start, wording))}`),
      `- **${RESULTS[comparison.result]}.** ${comparison.why}`,
    ].join('\n'),
  ].join('\n\n')
}

/** `This issue is a duplicate of acme/app#2, according to … on …: “…”` */
export function renderLink(
  { from, to, relation, by, at, words }: Link,
  start: string,
  wording: DossierWording,
): string {
  const name = (ref: Link['from']) => (keyOf(ref) === start ? 'this issue' : issueLink(ref, wording))
  const quoted = words === '' ? '' : `: “${inlineCode(words, 200)}”`
  const isClaim = words !== '' && relation !== 'mentions'
  const who = by === '' ? '' : `, ${isClaim ? 'according to' : 'by'} ${person(by)} on ${dayOf(at)}`
  return `${name(from)} ${RELATIONS[relation]} ${name(to)}${who}${quoted}`
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

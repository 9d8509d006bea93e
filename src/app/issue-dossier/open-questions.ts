/** What nobody answered yet: the question that would settle the diagnosis, people's own, and where words and evidence part. */

import type { WrittenComment } from '../../adapters/github/issue-reader.ts'
import { renderAuthored } from '../../core/comments/authored.ts'
import { inlineCode } from '../../core/comments/defuse.ts'
import { dayOf, linkName, person } from './dossier-wording.ts'
import type { DossierFindings } from './findings.ts'
import { type CrawledIssue, keyOf } from './relations.ts'

const MAX_ASKED = 3

/** @returns a list, or a sentence that says that there is none */
export function openQuestions(findings: DossierFindings): string {
  const { diagnosis, start } = findings
  const questions = [
    ...(diagnosis.question === null ? [] : [renderAuthored(diagnosis.question, diagnosis.captures)]),
    ...unanswered(start).map(
      (it) =>
        `${person(it.by)} asked on ${dayOf(it.at)}, and ${person(start.head.author)} has not written since: “${inlineCode(questionIn(it.body), 200)}”`,
    ),
    ...contradictions(findings),
  ]
  return questions.length === 0 ? 'None that can be seen.' : questions.map((it) => `- ${it}`).join('\n')
}

/** Questions of others after the reporter's last word. */
function unanswered({ head, timeline }: CrawledIssue): readonly WrittenComment[] {
  const comments = (timeline?.happenings ?? []).filter((it) => it.kind === 'comment').filter((it) => !it.byBot)
  const lastWord = comments.findLastIndex(({ by }) => by === head.author)
  return comments
    .slice(lastWord + 1)
    .filter(({ body }) => questionIn(body) !== '')
    .slice(-MAX_ASKED)
}

/** The last sentence that ends in a question mark; quotes of others are not asked again. */
function questionIn(body: string): string {
  const own = body.replace(/^>.*$/gm, '').slice(0, 5_000)
  const sentences = own.split(/(?<=[.!?])\s+|\n+/).filter((it) => /\?\W*$/.test(it))
  return sentences.at(-1)?.trim() ?? ''
}

/** Somebody calls two issues the same that show different causes, or the other way round. */
function contradictions({ issues, start }: DossierFindings): readonly string[] {
  const here = keyOf(start.head.ref)
  return issues.flatMap(({ issue, links, comparison }) => {
    const direct = links.filter(({ from, to }) => keyOf(from) === here || keyOf(to) === here)
    const name = linkName(issue.head.ref)
    const said = direct.find(
      ({ relation }) => relation === (comparison.feedbackEvent === 'same' ? 'not-same' : 'duplicate'),
    )
    if (said === undefined || comparison.feedbackEvent === 'unknown') return []
    return comparison.feedbackEvent === 'same'
      ? [`${person(said.by)} says that ${name} is not the same, but both show the same failure. Which part differs?`]
      : [
          `${person(said.by)} calls it the same as ${name}, but the two show different failures. Is one of them a consequence of the other?`,
        ]
  })
}

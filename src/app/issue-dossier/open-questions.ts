/**
 * Lists the open questions: the question that would settle the diagnosis, unanswered questions in the comments, and
 * contradictions between comments and evidence.
 */

import type { WrittenComment } from '../../adapters/github/issue-reader.ts'
import { renderAuthored } from '../../core/comments/authored.ts'
import { inlineCode } from '../../core/comments/defuse.ts'
import { askedQuestion } from '../../core/diagnosis/question.ts'
import { dayOf, linkName, person } from './dossier-wording.ts'
import type { DossierFindings } from './findings.ts'
import { type CrawledIssue, keyOf } from './relations.ts'

const MAX_QUESTIONS = 3

/** @returns a Markdown list, or a sentence if there are no open questions */
export function openQuestions(findings: DossierFindings): string {
  const { diagnosis, start } = findings
  const asked = askedQuestion(diagnosis)
  const questions = [
    ...(asked === null ? [] : [renderAuthored(asked, diagnosis.captures)]),
    ...unanswered(start).map(
      (it) =>
        `${person(it.by)} asked on ${dayOf(it.at)}: “${inlineCode(questionIn(it.body), 200)}” ${person(start.head.author)} has not commented since.`,
    ),
    ...contradictions(findings),
  ]
  return questions.length === 0 ? 'None found.' : questions.map((it) => `- ${it}`).join('\n')
}

/** Finds other people's questions after the reporter's last comment. */
function unanswered({ head, timeline }: CrawledIssue): readonly WrittenComment[] {
  const comments = (timeline?.happenings ?? []).filter((it) => it.kind === 'comment').filter((it) => !it.byBot)
  const lastByReporter = comments.findLastIndex(({ by }) => by === head.author)
  return comments
    .slice(lastByReporter + 1)
    .filter(({ body }) => questionIn(body) !== '')
    .slice(-MAX_QUESTIONS)
}

/** Returns the last sentence outside quotes that ends with a question mark; empty if there is none. */
function questionIn(body: string): string {
  const own = body.replace(/^>.*$/gm, '').slice(0, 5_000)
  const sentences = own.split(/(?<=[.!?])\s+|\n+/).filter((it) => /\?\W*$/.test(it))
  return sentences.at(-1)?.trim() ?? ''
}

/** Finds comments that call two issues the same although their causes differ, or the other way round. */
function contradictions({ issues, start }: DossierFindings): readonly string[] {
  const here = keyOf(start.head.ref)
  return issues.flatMap(({ issue, links, comparison }) => {
    const direct = links.filter(({ from, to }) => keyOf(from) === here || keyOf(to) === here)
    const name = linkName(issue.head.ref)
    const claim = direct.find(({ relation }) => relation === (comparison.result === 'same' ? 'not-same' : 'duplicate'))
    if (claim === undefined || comparison.result === 'unknown') return []
    return comparison.result === 'same'
      ? [`${person(claim.by)} says that ${name} is different, but both show the same failure. What differs?`]
      : [
          `${person(claim.by)} calls this issue and ${name} duplicates, but the two show different failures. Does one failure cause the other?`,
        ]
  })
}

/** What people asked the bot for: help, the evidence clause by clause, and why a command was not carried out. */

import type { Candidate, Diagnosis, Reason } from '../diagnosis/diagnosis.ts'
import { commandsFor, usageOf } from '../feedback/commands.ts'
import { MAX_COMMANDS } from '../feedback/parse-commands.ts'
import type { RequestedAnswer } from '../feedback/requested-answers.ts'
import { cleanAndRedactLine } from '../report/clean-and-redact.ts'
import type { Problem } from '../signatures/problems.ts'
import { renderMessage } from './authored.ts'
import { clusterHeading, renderCluster } from './cluster-section.ts'
import type { CommentContext } from './comment-input.ts'
import { codeSpan, inlineCode, withoutMeaning } from './defuse.ts'
import { renderLinks } from './duplicates-section.ts'
import { mentionEvidence } from './evidence-section.ts'

const MAX_COMMAND = 60
const MAX_CANDIDATES = 3
const MAX_PROBLEMS = 5

/** The answers as Markdown; an empty string when nobody asked. */
export function renderAnswers(input: CommentContext): string {
  return (input.answers ?? []).map((answer) => renderAnswer(answer, input)).join('\n\n')
}

function renderAnswer(answer: RequestedAnswer, input: CommentContext): string {
  switch (answer.kind) {
    case 'help':
      return commandsFor(answer.rights)
        .map((command) => `- ${codeSpan(usageOf(command))}: ${command.help}`)
        .join('\n')
    case 'explain':
      return renderExplanation(input)
    case 'duplicates':
      return renderAskedLinks(input)
    case 'cluster':
      return renderAskedCluster(input)
    case 'report':
      return renderReport(answer.document)
    case 'refused':
      return `${codeSpan(withoutMeaning(cleanAndRedactLine(`/triage ${answer.command}`).text), MAX_COMMAND)} was not carried out: ${answer.why}.`
    case 'too-many':
      return `Only the first ${MAX_COMMANDS} commands of a comment are carried out; ${answer.left} more were left.`
    case 'settings':
      return renderProblems(answer.problems)
  }
}

function renderProblems(problems: readonly Problem[]): string {
  const lines = problems
    .slice(0, MAX_PROBLEMS)
    .map(
      ({ file, line, message, hint }) =>
        `- ${codeSpan(`${file}:${line}`, 120)}: ${renderMessage(message)} (${renderMessage(hint)})`,
    )
  const left = problems.length - lines.length
  return [
    '**For maintainers: what is wrong with the settings of this repository**',
    '',
    ...lines,
    ...(left > 0 ? [`- and ${left} more`] : []),
  ].join('\n')
}

/** Characters that are left to a report beside all that a comment says anyway; the command line has no such limit. */
const MAX_REPORT_LENGTH = 35_000

function renderReport(document: string | undefined): string {
  if (document === undefined) return 'The report could not be written: GitHub did not show all that it takes.'
  if (document.length > MAX_REPORT_LENGTH) {
    return 'The report is too long for a comment; `auth-triage report` prints it, given the address of this issue.'
  }
  return `<details>\n<summary>Report on this issue and all that is linked to it</summary>\n\n${document}\n</details>`
}

const NOT_LOOKED_FOR = 'Other reports of the same cause are not looked for in this repository.'

function renderAskedLinks({ related }: CommentContext): string {
  if (related?.asked === undefined) return NOT_LOOKED_FOR
  const { links } = related.asked
  if (links.length === 0) return 'No earlier report of the same cause is known.'
  return `**Earlier reports of the same cause**\n\n${renderLinks(related.repository, links)}`
}

function renderAskedCluster({ related }: CommentContext): string {
  if (related?.asked === undefined) return NOT_LOOKED_FOR
  const { cluster } = related.asked
  if (cluster === null) return 'This is the only report of its cause that is known.'
  return `**${clusterHeading(cluster)}**\n\n${renderCluster(related.repository, cluster)}`
}

/** What would change the decision, by the reason that it was taken for. */
const WHAT_WOULD_CHANGE: Readonly<Record<Reason, string>> = {
  sure: 'evidence of another cause, or a person who says that it is wrong',
  tie: 'one line of evidence that only one of the causes explains',
  unsure: 'one line of evidence that names the cause',
  'no-signature': 'any line of the log that a known cause explains',
  'not-auth': 'a line that shows a failed authentication',
  'counter-sign': 'a line that shows a failed authentication which the other explanation does not cover',
  'turned-off': 'the settings of this repository, which turn the leading cause off',
  muted: 'a maintainer, since people here rejected this cause often',
  'handed-over': 'a maintainer; the questions that may be asked were asked',
  said: 'a maintainer who names another cause',
  rejected: 'a maintainer who names a cause',
}

function renderExplanation(input: CommentContext): string {
  const { diagnosis } = input
  const shown = diagnosis.ranked.slice(0, MAX_CANDIDATES).flatMap((it) => renderCandidate(it, input))
  const found = shown.length === 0 ? 'No known cause shows any evidence here.' : shown.join('\n')
  return `**What was found** (${renderTopic(diagnosis)})\n\n${found}\n\nWhat would change the answer: ${WHAT_WOULD_CHANGE[diagnosis.reason]}.`
}

function renderTopic({ topic }: Diagnosis): string {
  return `about authentication with a probability of ${percent(topic)}`
}

function renderCandidate({ signature: id, confidence, evidence, against }: Candidate, input: CommentContext): string[] {
  const signature = input.pack.signatures.get(id)
  if (signature === undefined) return []
  const clause = (word: string) => (it: Candidate['evidence'][number]) =>
    `  - ${word}, ${it.strength}: ${codeSpan(it.id)} in ${mentionEvidence(it, input.report)}`
  const lines = [...evidence.map(clause('for')), ...against.map(clause('against'))]
  return [`- **${inlineCode(signature.title, 80)}** (${codeSpan(id)}), ${percent(confidence)}`, ...lines]
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** Answers to commands: the help, the evidence clause by clause, and the reason for refusing a command. */
import type { Candidate, Diagnosis, Reason } from '../diagnosis/diagnosis.ts'
import { commandsFor, usageOf } from '../feedback/commands.ts'
import { MAX_COMMANDS } from '../feedback/parse-commands.ts'
import type { RequestedAnswer } from '../feedback/requested-answers.ts'
import { cleanAndRedactLine } from '../report/clean-and-redact.ts'
import type { Problem } from '../signatures/problems.ts'
import { renderMessage } from './authored.ts'
import { clusterHeading, renderCluster } from './cluster-section.ts'
import type { CommentContext } from './comment-context.ts'
import { codeSpan, inlineCode, withoutShellSyntax } from './defuse.ts'
import { renderLinks } from './duplicates-section.ts'
import { mentionEvidence } from './evidence-section.ts'

const MAX_COMMAND = 60
const MAX_CANDIDATES = 3
const MAX_PROBLEMS = 5

/** @returns the answers as Markdown; an empty string when nobody asked for anything */
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
      return renderRequestedLinks(input)
    case 'cluster':
      return renderRequestedCluster(input)
    case 'report':
      return renderReport(answer.document)
    case 'refused':
      return `${codeSpan(withoutShellSyntax(cleanAndRedactLine(`/triage ${answer.command}`).text), MAX_COMMAND)} was not carried out: ${answer.why}${answer.why.endsWith('?') ? '' : '.'}`
    case 'too-many':
      return `Only the first ${MAX_COMMANDS} commands in a comment are carried out; ${answer.left} more were ignored.`
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
    "**For maintainers: problems in this repository's settings**",
    '',
    ...lines,
    ...(left > 0 ? [`- and ${left} more`] : []),
  ].join('\n')
}

/** In characters; leaves room for the rest of the comment. The command line has no such limit. */
const MAX_REPORT_LENGTH = 35_000

function renderReport(document: string | undefined): string {
  if (document === undefined) return 'The report could not be written: GitHub did not return everything it needs.'
  if (document.length > MAX_REPORT_LENGTH) {
    return 'The report is too long for a comment. Run `auth-triage report` with the URL of this issue to print it.'
  }
  return `<details>\n<summary>Report on this issue and everything linked to it</summary>\n\n${document}\n</details>`
}

const DUPLICATE_SEARCH_OFF = 'The search for other reports of the same cause is turned off in this repository.'

function renderRequestedLinks({ related }: CommentContext): string {
  if (related?.asked === undefined) return DUPLICATE_SEARCH_OFF
  const { links } = related.asked
  if (links.length === 0) return 'No earlier report of the same cause is known.'
  return `**Earlier reports of the same cause**\n\n${renderLinks(related.repository, links)}`
}

function renderRequestedCluster({ related }: CommentContext): string {
  if (related?.asked === undefined) return DUPLICATE_SEARCH_OFF
  const { cluster } = related.asked
  if (cluster === null) return 'This is the only known report of this cause.'
  return `**${clusterHeading(cluster)}**\n\n${renderCluster(related.repository, cluster)}`
}

/** Describes what would change a decision, by the reason for the decision. */
const WHAT_WOULD_CHANGE: Readonly<Record<Reason, string>> = {
  sure: 'evidence of another cause, or someone saying that it is wrong',
  tie: 'a line of evidence that fits only one of these causes',
  unsure: 'a line of evidence that names the cause',
  'no-signature': 'any log line that a known cause explains',
  'not-auth': 'a line that shows a failed authentication',
  'counter-sign': 'a line that shows a failed authentication and is not covered by the other explanation',
  explained: 'a maintainer, because the author already explains the failure',
  'turned-off': "this repository's settings, which turn off the leading cause",
  muted: 'a maintainer, because this cause was often rejected here',
  'handed-over': 'a maintainer, because the bot has no further questions',
  said: 'a maintainer naming another cause',
  rejected: 'a maintainer naming a cause',
}

function renderExplanation(input: CommentContext): string {
  const { diagnosis } = input
  const shown = diagnosis.ranked.slice(0, MAX_CANDIDATES).flatMap((it) => renderCandidate(it, input))
  const found = shown.length === 0 ? 'There is no evidence of a known cause here.' : shown.join('\n')
  return `**What was found** (${renderTopic(diagnosis)})\n\n${found}\n\nWhat would change the answer: ${WHAT_WOULD_CHANGE[diagnosis.reason]}.`
}

function renderTopic({ topic }: Diagnosis): string {
  return `${percent(topic)} likely to be about authentication`
}

function renderCandidate({ signature: id, confidence, evidence, against }: Candidate, input: CommentContext): string[] {
  const signature = input.pack.signatures.get(id)
  if (signature === undefined) return []
  const clause = (side: 'for' | 'against') => (it: Candidate['evidence'][number]) =>
    `  - ${side}, ${it.strength}: ${codeSpan(it.id)} in ${mentionEvidence(it, input.report)}`
  const lines = [...evidence.map(clause('for')), ...against.map(clause('against'))]
  return [`- **${inlineCode(signature.title, 80)}** (${codeSpan(id)}), ${percent(confidence)}`, ...lines]
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

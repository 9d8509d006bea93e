/**
 * Finds what a repository's issue form should ask for: the fields and log lines that would have decided most of the
 * questions that the bot would have asked there. Counts what was missing, and tries out the lines.
 */

import { diagnose } from '../diagnosis/diagnose.ts'
import { askedQuestion } from '../diagnosis/question.ts'
import { readReport } from '../report/read-report.ts'
import type { Rules } from '../settings/rules.ts'
import type { Signature } from '../signatures/schema.ts'
import type { RehearsedIssue } from './rehearse.ts'

/** One log line that names a cause. */
export interface DecidingLine {
  readonly signature: string
  readonly title: string
  /** Redacted, from an example of the pack. */
  readonly line: string
  /** Number of questions in which this cause leads. */
  readonly questions: number
  /** Of these, the number in which the bot names the cause once the report contains the line. */
  readonly decided: number
}

export interface Contract {
  /** Number of questions that the bot would have asked. */
  readonly questions: number
  /** Number of them whose report has no log, no version, no operating system or no known product. */
  readonly without: { readonly log: number; readonly version: number; readonly os: number; readonly product: number }
  /** Most questions first. */
  readonly lines: readonly DecidingLine[]
  /** The questions themselves, most frequent first. */
  readonly asked: readonly { readonly question: string; readonly count: number }[]
}

/** @param asked the issues on which the bot would have asked */
export function contractFor(asked: readonly RehearsedIssue[], rules: Rules): Contract {
  const count = (isMissing: (it: RehearsedIssue) => boolean) => asked.filter(isMissing).length
  const leading = Map.groupBy(
    asked.filter(({ diagnosis }) => diagnosis.ranked.length > 0),
    ({ diagnosis }) => diagnosis.ranked[0]?.signature ?? '',
  )
  const questions = Map.groupBy(
    asked.filter(({ diagnosis }) => diagnosis.question !== null),
    ({ diagnosis: { question } }) => askedQuestion({ question }) ?? '',
  )
  return {
    questions: asked.length,
    without: {
      log: count(({ report }) => report.segments.every(({ kind }) => kind !== 'log')),
      version: count(({ report }) => report.environment.version === null),
      os: count(({ report }) => report.environment.os === null),
      product: count(({ report }) => report.environment.product === null),
    },
    lines: [...leading]
      .flatMap(([id, issues]) => decidingLine(id, issues, rules) ?? [])
      .toSorted((a, b) => b.decided - a.decided || b.questions - a.questions || (a.signature < b.signature ? -1 : 1)),
    asked: [...questions]
      .map(([question, its]) => ({ question, count: its.length }))
      .toSorted((a, b) => b.count - a.count || (a.question < b.question ? -1 : 1)),
  }
}

/** Tries out the example's line in each report. Returns null if no example has a line that decides. */
function decidingLine(id: string, issues: readonly RehearsedIssue[], rules: Rules): DecidingLine | null {
  const signature = rules.pack.signatures.get(id)
  const line = signature === undefined ? null : exampleLine(signature, rules)
  if (signature === undefined || line === null) return null
  const decided = issues.filter(({ issue }) => namesCause(`${issue.body ?? ''}\n\n${fenced(line)}`, issue.title)).length
  return { signature: id, title: signature.title, line, questions: issues.length, decided }

  function namesCause(body: string, title: string): boolean {
    const { decision, signature: named } = diagnoseText(title, body, rules)
    return decision === 'assert' && named === id
  }
}

/** Returns the first line in the signature's own examples that is decisive, redacted like any report. */
function exampleLine({ id, examples }: Signature, rules: Rules): string | null {
  for (const { report, expect } of examples) {
    if (expect?.signature !== undefined && expect.signature !== id) continue
    const [first] = diagnoseText('', report, rules).ranked
    const evidence = first?.signature === id ? first.evidence : []
    const decisive = evidence.find(({ strength, segment }) => strength === 'decisive' && segment === 'log')
    if (decisive !== undefined) return decisive.text.replace(/\s+/g, ' ').trim()
  }
  return null
}

function diagnoseText(title: string, body: string, { hints, pack, parameters }: Rules) {
  return diagnose(readReport({ title, body, attachments: [] }, hints), pack, parameters)
}

function fenced(line: string): string {
  return `\`\`\`\n${line}\n\`\`\``
}

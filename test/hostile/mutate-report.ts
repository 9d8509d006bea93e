/** Inserts live Markdown into a report, in and around the text that the bot quotes. */
import type { Evidence } from '../../src/core/diagnosis/diagnosis.ts'
import type { RawIssue } from '../../src/core/report/report.ts'
import type { Random } from '../support/generator.ts'
import { SAMPLES } from '../support/secrets.ts'
import { LIVE_MARKDOWN } from './live-markdown.ts'

/** A report, and the evidence that the bot quotes from it in its unchanged form. */
export interface Base {
  readonly name: string
  readonly issue: RawIssue
  readonly evidence: readonly Evidence[]
}

const MAX_MUTATIONS = 4

export function mutate(base: Base, random: Random): RawIssue {
  let issue = base.issue
  for (let left = 1 + random(MAX_MUTATIONS); left > 0; left--) issue = pick(MUTATIONS, random)(issue, base, random)
  return issue
}

type Mutation = (issue: RawIssue, base: Base, random: Random) => RawIssue

const MUTATIONS: readonly Mutation[] = [
  // Evidence lines are quoted most often, so they are mutated most often.
  intoEvidence,
  intoEvidence,
  intoEvidence,
  intoCapture,
  intoCapture,
  aroundEvidence,
  intoTitle,
  intoHeadings,
  intoForm,
  intoFileNames,
  intoComment,
  withCredential,
  inOtherMarkup,
]

/** Returns one to three pieces, joined with or without spaces. */
export function livePiece(random: Random): string {
  return Array.from({ length: 1 + random(3) }, () => pick(LIVE_MARKDOWN, random)).join(pick(['', '', ' '], random))
}

function intoTitle(issue: RawIssue, _: Base, random: Random): RawIssue {
  return { ...issue, title: insert(issue.title, livePiece(random), random) }
}

function intoEvidence(issue: RawIssue, base: Base, random: Random): RawIssue {
  return onLine(issue, base, random, (line) => insert(line, livePiece(random), random))
}

function aroundEvidence(issue: RawIssue, base: Base, random: Random): RawIssue {
  const piece = livePiece(random)
  return onLine(issue, base, random, (line) =>
    pick([`${piece}\n${line}`, `${line}\n${piece}`, `\n${piece}\n\n${line}`], random),
  )
}

/** Extends a captured value, as far as its pattern allows. */
function intoCapture(issue: RawIssue, base: Base, random: Random): RawIssue {
  const values = base.evidence.flatMap(({ captures }) => Object.values(captures)).filter((it) => it !== '')
  if (values.length === 0) return intoEvidence(issue, base, random)
  const value = pick(values, random)
  const changed = pick(
    [`${value}${livePiece(random)}`, `${livePiece(random)}${value}`, insert(value, livePiece(random), random)],
    random,
  )
  return { ...issue, body: (issue.body ?? '').replace(value, () => changed) }
}

function intoHeadings(issue: RawIssue, _: Base, random: Random): RawIssue {
  const body = (issue.body ?? '').replace(
    /^(#{1,6} .*)$/gm,
    (heading) => `${heading} ${livePiece(random).replaceAll('\n', ' ')}`,
  )
  return { ...issue, body: `### ${livePiece(random)}\n\n${body}` }
}

function intoForm(issue: RawIssue, _: Base, random: Random): RawIssue {
  const answers = [`2.1.${random(300)}${livePiece(random)}`, `macOS ${livePiece(random)}`, livePiece(random)]
  const fields = ['### Version', '### Operating System', '### Actual behavior'].map(
    (it, at) => `${it}\n\n${answers[at]}`,
  )
  return { ...issue, body: `${fields.join('\n\n')}\n\n### Details\n\n${issue.body ?? ''}` }
}

/** Moves the text into a file, and adds files that could not be read. */
function intoFileNames(issue: RawIssue, _: Base, random: Random): RawIssue {
  const name = `${livePiece(random)}.log`
  const why = 'is damaged'
  const unread = [
    { name: livePiece(random), why },
    { name: `${livePiece(random)}.zip`, why, forbidden: true },
  ]
  const attachments = [...issue.attachments, { name, text: issue.body ?? '' }]
  return { ...issue, body: pick([issue.body, livePiece(random)], random), attachments, unread }
}

function intoComment(issue: RawIssue, base: Base, random: Random): RawIssue {
  const line = base.evidence[0]?.text ?? ''
  const body = `${livePiece(random)}\n\n\`\`\`\n${insert(line, livePiece(random), random)}\n\`\`\``
  return { ...issue, comments: [{ id: 1 + random(9), body, createdAt: 1_790_000_000_000 }] }
}

function withCredential(issue: RawIssue, _: Base, random: Random): RawIssue {
  const text = pick(Object.values(SAMPLES), random).text
  return {
    ...issue,
    body: `### ${livePiece(random)}\n\n${insert(text, livePiece(random), random)}\n\n${issue.body ?? ''}`,
  }
}

/** Puts the same text into a quote, into code, into a list or on one line, or changes its line endings. */
function inOtherMarkup(issue: RawIssue, _: Base, random: Random): RawIssue {
  const body = issue.body ?? ''
  const lines = (mark: string) =>
    body
      .split('\n')
      .map((line) => mark + line)
      .join('\n')
  const variants = [
    ...[
      lines('> '),
      lines('    '),
      lines('- '),
      body.replaceAll('\n', '\r\n'),
      body.replaceAll('\n', '\u2028'),
      body.replaceAll('\n', ' '),
    ],
    ...[
      `\`\`\`${livePiece(random)}\n${body}`,
      `~~~~\n${body}\n~~~~`,
      `<details>\n<summary>${livePiece(random)}</summary>\n\n${body}\n`,
    ],
    ...[`<!-- ${livePiece(random)}\n-->\n${body}`, `<pre>\n${body}\n</pre>`, `| ${body.replaceAll('\n', ' | ')} |`],
  ]
  return { ...issue, body: pick(variants, random) }
}

/** Changes a line that the bot quotes, or the body's first line if the bot quotes no line. */
function onLine(issue: RawIssue, { evidence }: Base, random: Random, change: (line: string) => string): RawIssue {
  const lines = (issue.body ?? '').split('\n')
  const places = evidence.filter(({ source }) => source === 'body').map(({ line }) => line - 1)
  const at = places.length === 0 ? 0 : pick(places, random)
  return { ...issue, body: lines.with(Math.min(at, lines.length - 1), change(lines[at] ?? '')).join('\n') }
}

/** Inserts at a word boundary, or sometimes in the middle of a word. */
function insert(text: string, piece: string, random: Random): string {
  const gaps = [0, text.length, ...[...text.matchAll(/\s/g)].map(({ index }) => index)]
  const at = random(4) === 0 ? random(text.length + 1) : pick(gaps, random)
  return text.slice(0, at) + pick(['', ' '], random) + piece + pick(['', ' '], random) + text.slice(at)
}

export function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random(choices.length)] as T
}

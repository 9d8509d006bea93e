/**
 * Finds workarounds in the comments, and the people who confirmed or refuted them. Pure. Recognises workarounds by
 * their wording only, so the dossier quotes them with their authors and leaves the assessment to the reader.
 */
import type { WrittenComment } from '../../adapters/github/issue-reader.ts'
import type { CrawledIssue } from './relations.ts'

export interface Workaround {
  readonly by: string
  readonly at: number
  readonly url: string
  /** The sentence that proposes the workaround. */
  readonly words: string
  readonly confirmedBy: readonly string[]
  readonly refutedBy: readonly string[]
  readonly thumbsUp: number
  readonly thumbsDown: number
}

const PROPOSES =
  /\bwork[- ]?arounds?\b|\b(?:fixed|solved|resolved) (?:it|this|that|the (?:issue|problem)|mine)?\b ?(?:for me )?(?:by|after|with)\b|\b(?:what|this|that) (?:worked|helped|fixed it) for me\b|\bworks (?:for me )?(?:again )?(?:if|when|after|once)\b|\b(?:helped|worked) for me\b|\bgot it (?:working|to work) (?:by|with|after)\b/i
const REFUTES =
  /\b(?:did ?n['’]?o?t|does ?n['’]?o?t|not) (?:really )?(?:work|help|fix|solve|change)|\bno (?:luck|difference|change|effect)\b|\bstill (?:fails?|failing|broken|happen(?:s|ing)|see(?:ing)?|the same|get(?:ting)?|not work)|\bno longer works\b/i
const CONFIRMS =
  /\b(?:this|that|it) (?:work(?:s|ed)|help(?:s|ed)|fixe[sd]|solve[sd])|\bconfirm(?:ed|ing)?\b|\bworks for me\b|\bworked for me\b|\bcan confirm\b|\bdid the trick\b|\bthank(?:s| you)\b.{0,40}\b(?:work|help|fix)/i

const MAX_WORDS_LENGTH = 300

/**
 * Maximum number of characters searched for quotes in one issue. 300 long comments that quote each other stay below it.
 */
const MAX_COMPARED = 10_000_000
/** Number of characters of a quote that are compared, and the minimum number needed to identify a comment. */
const MAX_QUOTE_LENGTH = 60
const MIN_QUOTE_LENGTH = 10

/** @returns the workarounds in the order in which they were written */
export function findWorkarounds({ timeline }: CrawledIssue): readonly Workaround[] {
  const written = (timeline?.happenings ?? []).filter((it) => it.kind === 'comment').filter((it) => !it.byBot)
  const comments = written.map(parseComment)
  const budget = { left: MAX_COMPARED }
  return comments
    .filter(({ proposes, refutes }) => proposes && !refutes)
    .map((proposal) => {
      const answers = comments.filter((it) => isAbout(it, proposal, budget))
      const confirming = answers.filter((it) => !it.refutes && it.confirms)
      return {
        by: proposal.by,
        at: proposal.at,
        url: proposal.url,
        words: sentenceOf(proposal.own),
        confirmedBy: people(confirming),
        refutedBy: people(answers.filter((it) => it.refutes)),
        thumbsUp: proposal.thumbsUp,
        thumbsDown: proposal.thumbsDown,
      }
    })
}

/**
 * A comment with everything that a comparison needs, so that each comment is parsed only once although every pair is
 * compared.
 */
interface ParsedComment extends WrittenComment {
  /** Index among the issue's comments. */
  readonly place: number
  /** The text without quotes and code. */
  readonly own: string
  readonly proposes: boolean
  readonly refutes: boolean
  readonly confirms: boolean
  /** The mentioned logins, in lower case. */
  readonly mentions: ReadonlySet<string>
  /** Start of the text that the comment quotes; null if it quotes nothing. */
  readonly quote: string | null
  readonly namesSomebody: boolean
}

function parseComment(comment: WrittenComment, place: number): ParsedComment {
  const own = ownWords(comment.body)
  const quoted = /^>\s*(.{10,})$/m.exec(comment.body)?.[1]
  const mentions = comment.body.toLowerCase().matchAll(/@([\w-]+)/g)
  return {
    ...comment,
    place,
    own,
    proposes: PROPOSES.test(own),
    refutes: REFUTES.test(own),
    confirms: CONFIRMS.test(own),
    mentions: new Set(Array.from(mentions, ([, login = '']) => login)),
    quote: quoted?.trim().slice(0, MAX_QUOTE_LENGTH) ?? null,
    namesSomebody: quoted !== undefined || /(?:^|\s)@[\w-]+/.test(own),
  }
}

/**
 * Whether the answer is a later comment by somebody else that mentions the proposal's author, quotes the proposal, or
 * is the next comment and neither quotes nor mentions anybody.
 */
function isAbout(answer: ParsedComment, proposal: ParsedComment, budget: { left: number }): boolean {
  if (answer.at <= proposal.at || answer.by === proposal.by) return false
  if (answer.mentions.has(proposal.by.toLowerCase()) || quotes(answer, proposal, budget)) return true
  return !answer.namesSomebody && answer.place === proposal.place + 1
}

function quotes({ quote }: ParsedComment, { body }: ParsedComment, budget: { left: number }): boolean {
  if (quote === null || quote.length < MIN_QUOTE_LENGTH || budget.left < body.length) return false
  budget.left -= body.length
  return body.includes(quote)
}

const FENCE = /^(?:```|~~~)/

/** Returns the text without quotes and code. A fence that is never closed does not start a code block. */
function ownWords(body: string): string {
  const lines = body.split('\n').map((line) => (line.startsWith('>') ? '' : line))
  const fences = lines.map((line) => FENCE.exec(line)?.[0] ?? '')
  const lastOf = new Map(fences.map((fence, at) => [fence, at]))
  const own: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const fence = fences[at] ?? ''
    if (fence !== '' && (lastOf.get(fence) ?? at) > at) at = fences.indexOf(fence, at + 1)
    else own.push(lines[at] ?? '')
  }
  return own.join('\n')
}

function sentenceOf(own: string): string {
  const sentences = own.split(/(?<=[.!?])\s+|\n+/)
  const at = Math.max(
    0,
    sentences.findIndex((it) => PROPOSES.test(it)),
  )
  const words = sentences
    .slice(at, at + 2)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.slice(0, MAX_WORDS_LENGTH)
}

function people(comments: readonly ParsedComment[]): readonly string[] {
  return [...new Set(comments.map(({ by }) => by))]
}

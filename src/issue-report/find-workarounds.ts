/**
 * What people say helped, and who confirmed or refuted it, read from the comments. Pure; by the words they use, so it
 * says who wrote what and leaves the judgement to the reader.
 */
import type { WrittenComment } from '../github/issue-reader.ts'
import type { Known } from './relations.ts'

export interface Workaround {
  readonly by: string
  readonly at: number
  readonly url: string
  /** The sentence that proposes it. */
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

const LONGEST_WORDS = 300

/** @returns in the order in which they were written */
export function findWorkarounds({ timeline }: Known): readonly Workaround[] {
  const comments = (timeline?.happenings ?? []).filter((it) => it.kind === 'comment').filter((it) => !it.byBot)
  const proposals = comments.filter(({ body }) => PROPOSES.test(ownWords(body)) && !REFUTES.test(ownWords(body)))
  return proposals.map((proposal) => {
    const answers = comments.filter(
      (it) => it.at > proposal.at && it.by !== proposal.by && isAbout(it, proposal, comments),
    )
    const refuting = answers.filter(({ body }) => REFUTES.test(ownWords(body)))
    const confirming = answers.filter((it) => !refuting.includes(it) && CONFIRMS.test(ownWords(it.body)))
    return {
      by: proposal.by,
      at: proposal.at,
      url: proposal.url,
      words: sentenceOf(proposal.body),
      confirmedBy: people(confirming),
      refutedBy: people(refuting),
      thumbsUp: proposal.thumbsUp,
      thumbsDown: proposal.thumbsDown,
    }
  })
}

/** An answer names who proposed it, quotes it, or comes right after it. */
function isAbout(answer: WrittenComment, proposal: WrittenComment, all: readonly WrittenComment[]): boolean {
  if (answer.body.toLowerCase().includes(`@${proposal.by.toLowerCase()}`)) return true
  const quoted = /^>\s*(.{10,})$/m.exec(answer.body)?.[1]
  if (quoted !== undefined && proposal.body.includes(quoted.trim().slice(0, 60))) return true
  const namesAnother = /(?:^|\s)@[\w-]+/.test(ownWords(answer.body)) || quoted !== undefined
  return !namesAnother && all[all.indexOf(proposal) + 1] === answer
}

/** Without quotes of others and without code. */
function ownWords(body: string): string {
  return body.replace(/^>.*$/gm, '').replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1/gm, '')
}

function sentenceOf(body: string): string {
  const sentences = ownWords(body).split(/(?<=[.!?])\s+|\n+/)
  const at = Math.max(
    0,
    sentences.findIndex((it) => PROPOSES.test(it)),
  )
  const words = sentences
    .slice(at, at + 2)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.slice(0, LONGEST_WORDS)
}

function people(comments: readonly WrittenComment[]): readonly string[] {
  return [...new Set(comments.map(({ by }) => by))]
}

/** Short texts that several pages share. */
import { html } from 'hono/html'
import type { Html } from '../layout.ts'

/** @returns e.g. `1 report`, `2 reports` */
export function countText(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** @returns the number with a thin space between groups of three digits */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, '\u202f')
}

/** The sign stays on the line of its number. */
export function percentText(share: number): string {
  return `${Math.round(100 * share)}\u00a0%`
}

/** Cuts a text at the end of a word, unless the word is too long for that. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}

/** Cuts a text with code in backticks; code that would be cut is left out. */
export function cutCode(text: string, most: number): string {
  const cut = cutText(text, most)
  const isOpen = cut !== text && cut.split('`').length % 2 === 0
  return isOpen ? `${cut.slice(0, cut.lastIndexOf('`')).replace(/[\s,(]+$/, '')}…` : cut
}

/** Lists as many items as fit, and says how many more there are. */
export function shortList(items: readonly string[], most: number): string {
  let shown = items.length
  while (shown > 1 && items.slice(0, shown).join(', ').length > most) shown--
  const list = cutText(items.slice(0, shown).join(', '), most)
  return shown === items.length ? list : `${list} and ${items.length - shown} more`
}

const DECISION_NAMES = { assert: 'asserted', ask: 'asked', silent: 'silent', stored: 'stored only' } as const

export function decisionText(decision: keyof typeof DECISION_NAMES): string {
  return DECISION_NAMES[decision]
}

export function decisionBadge(decision: keyof typeof DECISION_NAMES): Html {
  return html`<span class="badge ${decision}">${DECISION_NAMES[decision]}</span>`
}

const REASON_TEXTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sure: 'one signature is certain enough',
    tie: 'two signatures are too close to choose between',
    unsure: 'a signature leads, but is not certain enough',
    'no-signature': 'about authentication, but shows no known failure',
    'not-auth': 'not about authentication, or only mentions it',
    'counter-sign': 'something else explains what looks like an authentication failure',
    explained: 'the author explains the failure in code',
    muted: 'the signature was rejected too often in this repository',
    'handed-over': 'the limit of questions is reached; a maintainer takes over',
    said: 'a maintainer named the cause',
    rejected: 'a person rejected the answer',
    'turned-off': 'the leading signature is turned off in this repository',
    unreadable: 'reading the text takes more time or memory than one issue may use',
  }),
)

/** @returns the reason of a decision in words */
export function reasonText(reason: string): string {
  return REASON_TEXTS.get(reason) ?? reason
}

/** Shows text in backticks as code, as signature authors write it. */
export function withCode(text: string): Html {
  return html`${text.split('`').map((part, at, all) => (at % 2 === 1 && at < all.length - 1 ? html`<code>${part}</code>` : at % 2 === 1 ? `\`${part}` : part))}`
}

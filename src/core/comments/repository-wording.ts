/**
 * What a repository wants said in its own words: plain sentences from its settings. They are anybody's text and defused
 * like it; code in backticks stays code.
 */
import { compareVersions } from '../diagnosis/fix.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { CommentContext } from './comment-input.ts'
import { inlineCode } from './defuse.ts'

type Settings = CommentContext['settings']

/** The sentence before everything else; an empty string when there is none. */
export function renderGreeting(settings: Settings): string {
  return endSentence(renderAuthored(settings?.wording.greeting ?? '', {}))
}

/** The sentence in the small print; an empty string when there is none. */
export function renderHouseFooter(settings: Settings): string {
  return endSentence(renderAuthored(settings?.wording.footer ?? '', {}))
}

/** Says that the reporter's version is no longer looked after; an empty string when it is, or when nobody knows. */
export function renderOutdated({ report, settings }: CommentContext): string {
  const { product, version } = report.environment
  const oldest = settings?.product['oldest-supported']
  if (oldest === undefined || version === null || product !== settings?.product.id) return ''
  if (compareVersions(version, oldest) >= 0) return ''
  return `Version ${inlineCode(version, 40)} is older than ${inlineCode(oldest, 40)}, the oldest that is still supported here; please look whether it still happens after an update.`
}

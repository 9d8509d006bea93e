/**
 * The repository's own wording: plain sentences from its settings. They are untrusted and defused like any other text;
 * code in backticks stays code.
 */
import { compareVersions } from '../diagnosis/fix.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { CommentContext } from './comment-context.ts'
import { inlineCode } from './defuse.ts'

type Settings = CommentContext['settings']

/** @returns the first sentence of the comment; an empty string when there is none */
export function renderGreeting(settings: Settings): string {
  return endSentence(renderAuthored(settings?.wording.greeting ?? '', {}))
}

/** @returns the sentence in the small print; an empty string when there is none */
export function renderRepositoryFooter(settings: Settings): string {
  return endSentence(renderAuthored(settings?.wording.footer ?? '', {}))
}

/**
 * @returns a note that the reporter's version is no longer supported; an empty string when it is supported or unknown
 */
export function renderOutdated({ report, settings }: CommentContext): string {
  const { product, version } = report.environment
  const oldest = settings?.product['oldest-supported']
  if (oldest === undefined || version === null || product !== settings?.product.id) return ''
  if (compareVersions(version, oldest) >= 0) return ''
  return `Version ${inlineCode(version, 40)} is older than ${inlineCode(oldest, 40)}, the oldest version supported here. Please check whether this still happens after an update.`
}

/**
 * Finds words of a report that tell nothing about it: a quotation of what somebody else, or a bot, wrote in another
 * thread, and a paragraph that is addressed to the machine that reads the report.
 */
import type { Segment } from '../report/report.ts'

/** `@ana wrote:`, `triage-bot says`, `On 3 May 2026 somebody wrote:` */
const ATTRIBUTION =
  /^[\s*_]*(?:(?:@[\w-]{1,40}|[\w-]{1,40}\[bot\]|[\w-]{0,40}-(?:bot|triage))[*_]{0,2},? (?:says|said|writes|wrote|commented|replied|answered)\b|On [^\n]{4,80} wrote:|[\w .@-]{2,60} (?:wrote|commented|replied):)/

/** @returns true for a quotation that names the person or the bot that wrote it */
export function isCitedAnswer({ kind, text }: Pick<Segment, 'kind' | 'text'>): boolean {
  return kind === 'quote' && ATTRIBUTION.test(text.slice(0, 200))
}

/** `IMPORTANT for automated reviewers: …`, `AI assistants, please …`, `Ignore all previous instructions`. */
const ADDRESS =
  /^\W*(?:(?:important|note|attention|system|dear|hey|hi|hello|to|for|all)\W{1,3}){0,3}(?:the |any |all |every )?(?:(?:automated|automatic|ai|llm|gpt|triage|review|issue)[ -](?:triage[ -])?(?:reviewers?|readers?|bots?|assistants?|agents?|models?|tools?|systems?|classifiers?)|language models?|bots?)\s?[:,]|\b(?:ignore|disregard|forget) (?:all |any )?(?:of )?(?:the |your )?(?:previous|prior|preceding|earlier|above) (?:instructions?|prompts?|rules|text)\b/i

/** In characters before a match. */
const MAX_PARAGRAPH = 1_000

/** @returns true if the paragraph around an offset speaks to an automated reader */
export function isAddressedToReader({ text }: Pick<Segment, 'text'>, at: number): boolean {
  const earliest = Math.max(0, at - MAX_PARAGRAPH)
  const before = text.slice(earliest, at)
  const from = earliest + before.lastIndexOf('\n\n') + 1
  const end = text.indexOf('\n\n', at)
  const paragraph = text.slice(from, Math.min(end === -1 ? text.length : end, at + MAX_PARAGRAPH)).trim()
  return ADDRESS.test(paragraph)
}

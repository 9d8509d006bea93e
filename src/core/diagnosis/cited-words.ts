/** Tells whether a quotation repeats what somebody else, or a bot, wrote in another thread. */
import type { Segment } from '../report/report.ts'

/** `@ana wrote:`, `triage-bot says`, `On 3 May 2026 somebody wrote:` */
const ATTRIBUTION =
  /^[\s*_]*(?:(?:@[\w-]{1,40}|[\w-]{1,40}\[bot\]|[\w-]{0,40}-(?:bot|triage))[*_]{0,2},? (?:says|said|writes|wrote|commented|replied|answered)\b|On [^\n]{4,80} wrote:|[\w .@-]{2,60} (?:wrote|commented|replied):)/

/** @returns true for a quotation that names the person or the bot that wrote it */
export function isCitedAnswer({ kind, text }: Pick<Segment, 'kind' | 'text'>): boolean {
  return kind === 'quote' && ATTRIBUTION.test(text.slice(0, 200))
}

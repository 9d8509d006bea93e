/**
 * One folded block with everything that a reader of two steps may want next: the whole checklist, why it happens, what
 * has helped, earlier reports, look-alikes and prevention.
 */
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'
import type { Checklist } from './checklist.ts'
import type { CommentAudience } from './comment-context.ts'
import { inlineCode } from './defuse.ts'

const MAX_LOOK_ALIKES = 3

export interface MoreSection {
  readonly signature: Signature
  readonly pack: Pack
  readonly captures: Captures
  readonly checklist: Checklist
  /** Names the contents. */
  readonly summary: string
  readonly audience: CommentAudience
  /** Why it happens, what shows it, and what does not fit; may be empty. */
  readonly why: string
  /** What has helped and how to tell that it is solved; may be empty. */
  readonly help: string
  /** Earlier reports with the lines that they share with this one; may be empty. */
  readonly duplicates: string
}

/** @returns the folded block; an empty string when there is nothing to fold */
export function renderMore(more: MoreSection): string {
  const { signature, pack, checklist, summary, audience, why, help, duplicates } = more
  const parts = [
    titled('The whole checklist', [checklist.whole]),
    why,
    help,
    titled('Earlier reports', [duplicates]),
    titled('Easily confused with', lookAlikes(more)),
    titled('To keep it from coming back', prevention(more)),
    renderOrigin([signature], pack, audience),
  ].filter((part) => part !== '')
  return renderFold(summary, parts, audience)
}

/** Names what an answer rests on. */
export function renderOrigin(signatures: readonly Signature[], pack: Pack, audience: CommentAudience): string {
  const rules = signatures.map(({ id, since }) => `signature ${id}, version ${since}`)
  const origin = [...rules, `pack ${pack.fingerprint}`].join(' · ')
  return audience === 'program' ? origin : `<sub>${origin} · This bot never closes issues.</sub>`
}

/** @returns the paragraphs in a folded block; unfolded for a program */
export function renderFold(summary: string, parts: readonly string[], audience: CommentAudience): string {
  if (audience === 'program') return parts.join('\n\n')
  return `<details>\n<summary>${summary}</summary>\n\n${parts.join('\n\n')}\n\n</details>`
}

function lookAlikes({ signature, pack, captures }: MoreSection): readonly string[] {
  return signature['confused-with']
    .map((it) => ({ name: pack.signatures.get(it.id)?.title ?? it.id, tell: renderAuthored(it.tell, captures) }))
    .filter(({ tell }) => tell !== '')
    .slice(0, MAX_LOOK_ALIKES)
    .map(({ name, tell }) => `- **${inlineCode(name, 80)}**: ${endSentence(tell)}`)
}

function prevention({ signature, captures }: MoreSection): readonly string[] {
  return signature.prevention
    .map((text) => renderAuthored(text, captures))
    .filter((text) => text !== '')
    .map((text) => `- ${endSentence(text)}`)
}

function titled(title: string, lines: readonly string[]): string {
  const text = lines.join('\n')
  return text === '' ? '' : `**${title}**\n\n${text}`
}

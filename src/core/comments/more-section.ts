/**
 * One folded block with everything that a reader of two steps may want next: the whole checklist, why it happens, what
 * has helped, look-alikes and prevention.
 */
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'
import type { Checklist } from './checklist.ts'
import { inlineCode } from './defuse.ts'

const MAX_LOOK_ALIKES = 3

export interface MoreSection {
  readonly signature: Signature
  readonly pack: Pack
  readonly captures: Captures
  readonly checklist: Checklist
  /** Why it happens, and what does not fit; may be empty. */
  readonly why: string
  /** What has helped and how to tell that it is solved; may be empty. */
  readonly help: string
}

/** @returns the folded block, whose summary names its contents; an empty string when there is nothing to fold */
export function renderMore(more: MoreSection): string {
  const parts = [
    wholeChecklist(more.checklist),
    { summary: 'Why', text: more.why },
    { summary: 'What has helped', text: more.help },
    lookAlikes(more),
    prevention(more),
  ].filter((part) => part.text !== '')
  if (parts.length === 0) return ''
  const summary = parts.map((part) => part.summary).join(' · ')
  const text = parts.map((part) => part.text).join('\n\n')
  return `<details>\n<summary>${summary}</summary>\n\n${text}\n\n</details>`
}

interface Part {
  readonly summary: string
  readonly text: string
}

function wholeChecklist({ whole, isWhole, steps }: Checklist): Part {
  const summary = steps.length === 1 ? 'Every outcome' : `All ${steps.length} steps`
  return { summary, text: isWhole ? '' : titled('The whole checklist', [whole]) }
}

function lookAlikes({ signature, pack, captures }: MoreSection): Part {
  const lines = signature['confused-with']
    .map((it) => ({ name: pack.signatures.get(it.id)?.title ?? it.id, tell: renderAuthored(it.tell, captures) }))
    .filter(({ tell }) => tell !== '')
    .slice(0, MAX_LOOK_ALIKES)
    .map(({ name, tell }) => `- **${inlineCode(name, 80)}**: ${endSentence(tell)}`)
  return { summary: 'Look-alikes', text: titled('Easily confused with', lines) }
}

function prevention({ signature, captures }: MoreSection): Part {
  const lines = signature.prevention
    .map((text) => renderAuthored(text, captures))
    .filter((text) => text !== '')
    .map((text) => `- ${endSentence(text)}`)
  return { summary: 'Prevention', text: titled('To keep it from coming back', lines) }
}

function titled(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `**${title}**\n\n${lines.join('\n')}`
}

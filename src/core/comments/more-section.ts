/** One folded block with details that most readers do not need: further steps, look-alikes and prevention. */
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
}

/** @returns the folded block, whose summary names its contents; an empty string when there is nothing to fold */
export function renderMore(more: MoreSection): string {
  const parts = [furtherSteps(more.checklist), lookAlikes(more), prevention(more)].filter((part) => part.text !== '')
  if (parts.length === 0) return ''
  const summary = parts.map((part) => part.summary).join(' · ')
  const text = parts.map((part) => part.text).join('\n\n')
  return `<details>\n<summary>${summary}</summary>\n\n${text}\n\n</details>`
}

interface Part {
  readonly summary: string
  readonly text: string
}

function furtherSteps({ folded, foldedCount }: Checklist): Part {
  return { summary: foldedCount === 1 ? 'One more step' : `${foldedCount} more steps`, text: folded }
}

function lookAlikes({ signature, pack, captures }: MoreSection): Part {
  const lines = signature['confused-with']
    .map((it) => ({ name: pack.signatures.get(it.id)?.title ?? it.id, tell: renderAuthored(it.tell, captures) }))
    .filter(({ tell }) => tell !== '')
    .slice(0, MAX_LOOK_ALIKES)
    .map(({ name, tell }) => `- **${inlineCode(name, 80)}**: ${endSentence(tell)}`)
  return { summary: 'What it is easily confused with', text: titled('Easily confused with', lines) }
}

function prevention({ signature, captures }: MoreSection): Part {
  const lines = signature.prevention
    .map((text) => renderAuthored(text, captures))
    .filter((text) => text !== '')
    .map((text) => `- ${endSentence(text)}`)
  return { summary: 'How to keep it from coming back', text: titled('To keep it from coming back', lines) }
}

function titled(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `**${title}**\n\n${lines.join('\n')}`
}

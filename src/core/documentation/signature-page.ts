/**
 * Renders one signature as a self-contained Markdown page: what the error means, what to do about it, and how it
 * differs from similar errors.
 */
import { measuredOn } from '../diagnosis/measured.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import { renderChecks } from './checks.ts'
import { asSentence, code, codeBlock, joinList, list, prose } from './markdown.ts'
import { renderConfusions, renderRelated } from './neighbours.ts'
import { renderRecognition } from './recognition.ts'
import { citation, renderSources } from './sources.ts'

/** The start of every generated page. It is used to recognise the pages of signatures that no longer exist. */
export const GENERATED_MARK = '<!-- Generated from signatures/'

const STATUS: Readonly<Record<Signature['status'], string>> = {
  stable: 'stable: asserted when the evidence suffices',
  experimental: 'experimental: computed and counted, without labels and comments',
  retired: 'retired: no longer searched for',
}

export interface PageContext {
  readonly pack: Pack
  /** Path of the signature's file inside the pack, e.g. `oauth/missing-scope.yaml`. */
  readonly file: string
}

/** @returns the page, with a final newline */
export function renderSignaturePage(signature: Signature, { pack, file }: PageContext): string {
  const sections: readonly (readonly [string, string])[] = [
    ['What this error means', renderMeaning(signature)],
    [
      'Why it happens',
      `Common causes, the most frequent first:\n\n${list(signature.causes.map(({ text }) => sentence(text)))}`,
    ],
    ['Quick fixes', renderRemedies(signature)],
    ['Checks, step by step', renderChecks(signature)],
    [
      'How it is recognised',
      [renderRecognition(signature, pack), renderMeasured(signature)].filter(Boolean).join('\n\n'),
    ],
    ['Easily confused with', renderConfusions(signature, pack)],
    ['How to tell that the fix worked', sentence(signature['solved-when'])],
    ['Prevention', list(signature.prevention.map(sentence))],
    ['What not to do', list(signature.never.map(sentence))],
    ['What reads like it and is not', list(signature['false-signals'].map(sentence))],
    ['Fixed in', renderFixes(signature)],
    ['Related errors', renderRelated(signature, pack)],
    ['Sources', renderSources(signature)],
  ]
  const body = sections.filter(([, text]) => text !== '').map(([heading, text]) => `## ${heading}\n\n${text}`)
  const parts = [`${GENERATED_MARK}${file}; edit that file instead. -->`, renderHead(signature, file), ...body]
  return `${parts.join('\n\n')}\n`
}

function renderHead({ id, title, label, since, status }: Signature, file: string): string {
  const folder = file.includes('/') ? `, pack ${code(file.slice(0, file.lastIndexOf('/')))}` : ''
  const facts = `Signature ${code(id)}${folder}, label ${code(label)}, version ${since}, ${STATUS[status]}.`
  return `# ${prose(title)}\n\n${facts}`
}

function renderMeasured({ id }: Signature): string {
  const measured = measuredOn(id)
  if (measured === null) return ''
  const { n, precision, recall } = measured
  return `Measured on ${n} collected reports that the model had not seen: it ranked first on ${percent(recall)} of them, and was right on ${percent(precision)} of the reports on which it ranked first.`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

function renderMeaning(signature: Signature): string {
  const { id, cause, products, examples } = signature
  const own = examples.find(({ expect }) => (expect.signature ?? id) === id)
  return [
    sentence(cause),
    `Seen in ${joinList(products.map(code))}.`,
    ...(own === undefined ? [] : ['A typical report:', codeBlock(own.report, 'markdown')]),
  ].join('\n\n')
}

const REMEDY_HEADINGS = {
  verified: 'Shipped by a maintainer, or confirmed by several people:',
  reported: 'Reported by one person, not confirmed:',
  refuted: 'Tried without success:',
} as const

function renderRemedies({ remedies }: Signature): string {
  const groups = (['verified', 'reported', 'refuted'] as const).map((status) => {
    const texts = remedies.filter((it) => it.standing === status)
    const lines = texts.map(({ text, source }) => `${prose(text).replace(/\.$/, '')}${citation(source)}.`)
    return lines.length === 0 ? '' : `${REMEDY_HEADINGS[status]}\n\n${list(lines)}`
  })
  const none = remedies.some(({ standing }) => standing === 'verified') ? '' : 'No remedy is confirmed yet.'
  return [none, ...groups].filter((it) => it !== '').join('\n\n')
}

function renderFixes(signature: Signature): string {
  const fixes = signature['fixed-in']
  if (fixes.length === 0) return 'No version is known to fix it.'
  return list(
    fixes.map(({ product, version, what, source }) => {
      const part = what === undefined ? '' : `: ${prose(what).replace(/\.$/, '')}`
      return `${code(product)} ${prose(version)}${part}${citation(source)}.`
    }),
  )
}

function sentence(text: string): string {
  return asSentence(prose(text))
}

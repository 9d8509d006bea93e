/** How a signature is recognised, in words: every clause with what it weighs, where it looks and what it looks for. */

import type { Clause } from '../signatures/clause-schema.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import { asSentence, code, codeBlock, joinList, list, prose } from './markdown.ts'
import { pageLink } from './neighbours.ts'

const FOR = {
  decisive: 'Names the cause by itself (decisive)',
  strong: 'Nearly names the cause (strong)',
  supporting: 'Only adds to the others (supporting)',
} as const

const AGAINST = {
  decisive: 'Rules it out as a rule (decisive)',
  strong: 'Makes it unlikely (strong)',
  supporting: 'Takes something off (supporting)',
} as const

const PLACES: Readonly<Record<string, string>> = {
  title: 'the title',
  prose: 'running text',
  log: 'logs',
  quote: 'quotations',
}

/** @returns the body of the section, with headings of the third level */
export function renderRecognition(signature: Signature, pack: Pack): string {
  const gates = signature['only-when']
  const parts = [
    'What is found is quoted in the answer, with its place.',
    renderInherited(signature, pack),
    renderByStrength(signature.evidence, FOR),
    gates.length === 0
      ? ''
      : `### Only considered when\n\nAt least one of these is found; otherwise it is out of the question.\n\n${list(gates.map(renderClause))}`,
    renderAgainst(signature, pack),
    `### When it leads without being sure\n\nThe reporter is asked one question: *${prose(signature.ask)}*`,
  ]
  return parts.filter((it) => it !== '').join('\n\n')
}

function renderInherited({ inherits, broader }: Signature, pack: Pack): string {
  if (!inherits || broader === undefined) return ''
  return `Whatever speaks for or against ${pageLink(broader, pack)} counts here as well.`
}

function renderAgainst(signature: Signature, pack: Pack): string {
  const counterSigns = signature['not-when'].map(
    (id) =>
      `${asSentence(prose(pack.counterSigns[id]?.title ?? id))} Counter-sign ${code(id)}, shared by the whole pack.`,
  )
  const clauses = renderByStrength(signature.against, AGAINST)
  if (clauses === '' && counterSigns.length === 0) return ''
  const signs = counterSigns.length === 0 ? '' : `What explains the same words otherwise:\n\n${list(counterSigns)}`
  return ['### What speaks against it', clauses, signs].filter((it) => it !== '').join('\n\n')
}

function renderByStrength(clauses: readonly Clause[], names: Readonly<Record<Clause['strength'], string>>): string {
  return (['decisive', 'strong', 'supporting'] as const)
    .map((strength) => ({ name: names[strength], found: clauses.filter((it) => it.strength === strength) }))
    .filter(({ found }) => found.length > 0)
    .map(({ name, found }) => `${name}:\n\n${list(found.map(renderClause))}`)
    .join('\n\n')
}

function renderClause(clause: Clause): string {
  const note = clause.note === undefined ? '' : `\n\n${prose(clause.note)}`
  return `${code(clause.id)}, in ${placesOf(clause)}: ${renderWanted(clause)}${note}`
}

function placesOf({ in: places }: Clause): string {
  if (places.includes('any')) return 'any part of the report'
  return joinList(
    places.map((place) => PLACES[place] ?? `answers under “${prose(place.slice('field:'.length))}”`),
    'or',
  )
}

function renderWanted(clause: Clause): string {
  if (clause.near !== undefined) {
    const groups = clause.near.all.map((terms) => joinList(terms.map(renderTerm), 'or'))
    return `within ${clause.near.within} words, in any order, one of each line\n${list(groups)}`
  }
  const patterns = [clause.regex ?? []].flat()
  const cased = clause.case === 'match' ? ', upper and lower case as written' : ''
  const says = patterns.length === 1 ? 'this pattern' : 'one of these patterns, one a line'
  return `${says}${cased}\n\n${codeBlock(patterns.join('\n'), 'text')}`
}

function renderTerm(term: string): string {
  return term.startsWith('@') ? `any word of the list ${code(term)}` : `*${prose(term)}*`
}

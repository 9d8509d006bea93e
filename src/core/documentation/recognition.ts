/**
 * Describes how a signature is recognised: every clause with its strength, where it is searched and what it matches.
 */

import type { Clause, FlowCondition } from '../signatures/clause-schema.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import { asSentence, code, codeBlock, joinList, list, prose } from './markdown.ts'
import { pageLink } from './neighbours.ts'

const FOR = {
  decisive: 'Names the cause on its own (decisive)',
  strong: 'Nearly names the cause (strong)',
  supporting: 'Only adds to other evidence (supporting)',
} as const

const AGAINST = {
  decisive: 'Usually rules it out (decisive)',
  strong: 'Makes it unlikely (strong)',
  supporting: 'Makes it slightly less likely (supporting)',
} as const

const PLACES: Readonly<Record<string, string>> = {
  title: 'the title',
  prose: 'running text',
  log: 'logs',
  quote: 'quotations',
}

/** @returns the body of the section, with third-level headings */
export function renderRecognition(signature: Signature, pack: Pack): string {
  const gates = signature['only-when']
  const parts = [
    'The answer quotes the evidence with its location.',
    renderInherited(signature, pack),
    renderByStrength(signature.evidence, FOR),
    gates.length === 0
      ? ''
      : `### Only considered when\n\nAt least one of these must be found; otherwise the signature is not considered.\n\n${list(gates.map(renderClause))}`,
    renderAgainst(signature, pack),
    renderQuestions(signature),
  ]
  return parts.filter((it) => it !== '').join('\n\n')
}

function renderQuestions({ ask }: Signature): string {
  const [first, ...others] = ask.map(({ text }) => `*${prose(text)}*`)
  const heading = '### When it ranks first but is not certain'
  if (others.length === 0) return `${heading}\n\nThe bot asks the reporter one question: ${first}`
  const opening = 'The bot asks the first of these questions that fits the report and is not answered there:'
  return `${heading}\n\n${opening}\n\n${list([first ?? '', ...others])}`
}

function renderInherited({ inherits, broader }: Signature, pack: Pack): string {
  if (!inherits || broader === undefined) return ''
  return `All evidence for or against ${pageLink(broader, pack)} counts here as well.`
}

function renderAgainst(signature: Signature, pack: Pack): string {
  const counterSigns = signature['not-when'].map(
    (id) =>
      `${asSentence(prose(pack.counterSigns[id]?.title ?? id))} Counter-sign ${code(id)}, shared by the whole pack.`,
  )
  const clauses = renderByStrength(signature.against, AGAINST)
  if (clauses === '' && counterSigns.length === 0) return ''
  const signs = counterSigns.length === 0 ? '' : `Other explanations of the same words:\n\n${list(counterSigns)}`
  return ['### Evidence against it', clauses, signs].filter((it) => it !== '').join('\n\n')
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
    return `one term from each line within ${clause.near.within} words, in any order\n${list(groups)}`
  }
  if (clause.flow !== undefined) return renderFlowCondition(clause.flow)
  const patterns = [clause.regex ?? []].flat()
  const caseNote = clause.case === 'match' ? ', case-sensitive' : ''
  const description = patterns.length === 1 ? 'this pattern' : 'one of these patterns, one per line'
  return `${description}${caseNote}\n\n${codeBlock(patterns.join('\n'), 'text')}`
}

function renderFlowCondition({ broken, reached, side, status, error, seen }: FlowCondition): string {
  const until = reached === undefined ? '' : `came as far as ${joinList([reached].flat().map(code), 'or')}`
  const breaks = broken === undefined ? '' : `breaks at ${joinList([broken].flat().map(code), 'or')}`
  const stage = `the login ${[until, breaks].filter((it) => it !== '').join(' and ')}`
  const details = [
    side === undefined ? '' : `by ${joinList([side].flat().map(code), 'or')}`,
    status === undefined ? '' : `with status ${joinList([status].flat().map(String), 'or')}`,
    error === undefined ? '' : `with the error ${joinList([error].flat().map(code), 'or')}`,
    broken === undefined ? 'nothing is broken' : '',
    seen === undefined ? '' : `in a log of the ${seen}`,
  ]
  return [stage, ...details].filter((it) => it !== '').join(', ')
}

function renderTerm(term: string): string {
  return term.startsWith('@') ? `any word from the list ${code(term)}` : `*${prose(term)}*`
}

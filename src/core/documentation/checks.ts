/** Renders the checklist for a page: a table of steps by product, and all steps with a note on where they apply. */
import { readsAsSentence } from '../signatures/authored-text.ts'
import type { Check, Outcome, Signature } from '../signatures/schema.ts'
import { asSentence, code, codeBlock, joinList, list, prose, table } from './markdown.ts'
import { citation } from './sources.ts'

const OS_NAMES = { macos: 'macOS', windows: 'Windows', linux: 'Linux', wsl: 'WSL' } as const

/** @returns the body of the section */
export function renderChecks({ checklist }: Signature): string {
  const usesValues = checklist.some((step) => /\{\{/.test(JSON.stringify(step)))
  const values = usesValues ? ' A name in double braces is replaced with a value from the report.' : ''
  const steps = checklist.map(renderStep).map((step, at) => `${at + 1}. ${step.replace(/\n(?!\n|$)/g, '\n   ')}`)
  return [`Work through the steps in order.${values}`, renderOverview(checklist), steps.join('\n\n')]
    .filter((it) => it !== '')
    .join('\n\n')
}

/**
 * @returns a table of the steps that apply to each product and system; an empty string if all steps apply everywhere
 */
function renderOverview(checklist: readonly Check[]): string {
  const products = unique(checklist.flatMap(({ when }) => productsOf(when)))
  const systems = unique(checklist.flatMap(({ when }) => when?.os ?? []))
  if (products.length + systems.length === 0) return ''
  const numbers = (fits: (step: Check) => boolean) =>
    checklist.flatMap((step, at) => (fits(step) ? [String(at + 1)] : [])).join(', ')
  const byProduct = products.map((id) => [
    code(id),
    numbers(({ when }) => productsOf(when).length === 0 || productsOf(when).includes(id)),
  ])
  const bySystem = systems.map((os) => [OS_NAMES[os], numbers(({ when }) => when?.os === undefined || when.os === os)])
  const elsewhere = ['anything else', numbers(({ when }) => when?.product === undefined && when?.os === undefined)]
  return table(['on', 'steps'], [...byProduct, ...bySystem, elsewhere])
}

function renderStep(step: Check): string {
  const [command, place] = renderHow(step.how)
  return [
    `${applicability(step)}**${prose(step.check)}**${place}${citation(step.source)}`,
    ...(command === '' ? [] : [command]),
    ...renderWindows(step.windows),
    list(step.outcomes.map(renderOutcome)),
  ].join('\n\n')
}

function renderOutcome({ see, means, next }: Outcome): string {
  const parts = [see, means, next].filter((it) => it !== undefined)
  return parts.map((it) => asSentence(prose(it))).join(' ')
}

/**
 * A sentence is shown as it is; anything else is a command or a click path, shown as code for copying.
 */
function renderHow(how: string | undefined): readonly [command: string, place: string] {
  if (how === undefined) return ['', '']
  return readsAsSentence(how) ? ['', `: ${prose(how)}`] : [codeBlock(how, 'text'), '']
}

/** The page has no report, so it shows the command for both. */
function renderWindows(windows: string | undefined): readonly string[] {
  if (windows === undefined) return []
  const [command, place] = renderHow(windows)
  return command === '' ? [`On Windows${place}`] : ['On Windows, in PowerShell:', command]
}

function applicability({ when }: Check): string {
  const products = productsOf(when).map(code)
  const system = when?.os === undefined ? [] : [OS_NAMES[when.os]]
  const version = when?.version === undefined ? [] : [`version ${code(when.version)}`]
  const places = [...(products.length > 0 ? [joinList(products, 'or')] : []), ...system, ...version]
  return places.length === 0 ? '' : `Only on ${places.join(', ')}: `
}

function productsOf(when: Check['when']): readonly string[] {
  return when?.product === undefined ? [] : [when.product].flat()
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)]
}

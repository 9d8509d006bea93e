/**
 * Names a cluster: its cause in words, and what is special about it. Reads only the digests of its reports and the
 * signatures' titles. A detail counts if most of the reports that state it agree, so a report that adds nothing changes
 * no title; how common a detail is elsewhere in the repository has no influence for the same reason.
 */
import { compareVersions } from '../diagnosis/fix.ts'
import { STAGE_NAMES, type Stage } from '../flow/stage.ts'
import { PRODUCTS } from '../report/products.ts'
import type { Signature } from '../signatures/schema.ts'
import type { IndexedReport, ReportDigest } from './digest.ts'
import { namesError } from './error-codes.ts'
import { sharedBy } from './shared-values.ts'
import { inWords, titleLines } from './title-lines.ts'

/** Signatures by id. */
export type TitledSignatures = ReadonlyMap<string, Pick<Signature, 'title' | 'stage'>>

export interface ClusterTitleInput {
  /** At least one report. */
  readonly reports: readonly IndexedReport[]
  readonly canonical: Pick<IndexedReport, 'digest'>
  /** Id of the signature that was asserted most often; null when none was asserted. */
  readonly signature: string | null
  readonly signatures: TitledSignatures
}

/** Captured values that can be part of a cause, the most specific first, with the words before the value. */
const CAPTURES: readonly (readonly [name: string, before: string])[] = [
  ['code', ''],
  ['scope', 'scope '],
  ['permission', 'permission '],
  ['right', 'permission '],
  ['audience', 'audience '],
  ['resource', 'resource '],
  ['redirect_uri', 'redirect URI '],
  ['action', 'action '],
  ['variable', ''],
  ['plugin', ''],
  ['helper', ''],
  ['method', 'method '],
  ['issuer', 'issuer '],
  ['registry', 'at '],
  ['host', 'at '],
]
/** Names of servers, so that a server's registered label is not added to them. */
const SERVER_CAPTURES = /^(?:issuer|registry|host)$/

/** Words that make the beginning of a signature's title complete. */
const SAYS_FAILURE =
  /\b(?:fails?|not|no|invalid|mismatch|refuses?|refused|blocked|blocks|lost|missing|denied|loops?|expired|lacks|ends|broken|wrong|unreachable|returns|cannot)\b/i

const MAX_DETAILS = 3
const MAX_VALUE = 60
const MAX_LINE = 90

/** @returns one line of plain text; redacted like the digests, and as untrusted */
export function titleOfCluster(input: ClusterTitleInput): string {
  const oldestFirst = [...input.reports].sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)
  const digests = oldestFirst.map(({ digest }) => digest)
  const name = input.signature === null ? nameByLine(digests, input) : nameByCause(digests, input)
  return `${name}${startOf(oldestFirst, name)}`
}

/**
 * @param oldestFirst a cluster's reports
 * @returns the version of the earliest report that names one; null if none does, or another names an earlier version
 */
export function beganWith(oldestFirst: readonly IndexedReport[]): string | null {
  const versions = oldestFirst.flatMap(({ digest }) => digest.environment.version ?? [])
  const [first] = versions
  if (first === undefined) return null
  return versions.some((version) => compareVersions(version, first) < 0) ? null : first
}

/** @returns the lines and attributes that a title can use: an overview holds those of a whole repository */
export function keepForTitle(digest: ReportDigest): Pick<ReportDigest, 'lines' | 'attributes'> {
  const isAsserted = digest.cause?.asserted === true
  const { code = [], host = [], stage = [] } = (isAsserted ? digest.attributes?.values : undefined) ?? {}
  const values = { code: code.filter(namesError), host, stage, surface: [], trigger: [] }
  return {
    lines: isAsserted ? [] : titleLines(digest).map((line) => ({ ...line, text: '' })),
    attributes: { values, versions: { works: [], fails: [] } },
  }
}

function nameByCause(all: readonly ReportDigest[], { signature, signatures }: ClusterTitleInput): string {
  const digests = all.filter(({ cause }) => cause?.asserted && cause.signature === signature)
  const known = signatures.get(signature ?? '')
  const title = known?.title ?? sentence((signature ?? '').replaceAll('-', ' '))
  const stage = stageDetail(digests, known?.stage)
  const captured = captureDetails(digests, shortTitle(title))
  const said = [...captured.map(({ text }) => text), ...stage].join(' ')
  const isNew = (value: string) => !`${title} ${said}`.toLowerCase().includes(value.toLowerCase())
  const codes = sharedBy(digests, (it) => (it.attributes?.values.code ?? []).filter(namesError)).filter(isNew)
  const servers = captured.some(({ name }) => SERVER_CAPTURES.test(name)) ? [] : serversOf(digests, all).filter(isNew)
  const details = [
    ...captured.map(({ text }) => text),
    ...codes.slice(0, 1),
    ...stage,
    ...servers.slice(0, 1).map((server) => `at ${server}`),
  ].filter((text) => !title.toLowerCase().includes(text.toLowerCase()))
  return details.length === 0 ? title : `${shortTitle(title)}: ${details.slice(0, MAX_DETAILS).join(', ')}`
}

interface CapturedDetail {
  readonly name: string
  readonly text: string
}

function captureDetails(digests: readonly ReportDigest[], title: string): readonly CapturedDetail[] {
  return CAPTURES.flatMap(([name, before]) => {
    const [value] = sharedBy(digests, ({ cause }) => cause?.captures[name] ?? [])
    const isSaid = before !== '' && title.toLowerCase().includes(before.trim())
    return value === undefined ? [] : [{ name, text: `${isSaid ? '' : before}${cut(value, MAX_VALUE)}` }]
  }).slice(0, 2)
}

/** The stage with its status and error, as far as most reports agree. A signature that names the stage says it already. */
function stageDetail(digests: readonly ReportDigest[], named: Stage | undefined): readonly string[] {
  const [shared] = sharedBy(digests, ({ attributes }) => attributes?.values.stage ?? [])
  if (shared === undefined) return []
  const [stage = '', ...answer] = shared.split(' ')
  const place = stage === named ? [] : [`at ${STAGE_NAMES[stage as Stage] ?? stage}`]
  const text = [...place, ...(answer.length === 0 ? [] : [`${stage === named ? '' : 'with '}${answer.join(' ')}`])]
  return text.length === 0 ? [] : [text.join(' ')]
}

/** Servers that more than half of the reports name. The product's own vendor is no news. */
function serversOf(digests: readonly ReportDigest[], all: readonly ReportDigest[]): readonly string[] {
  const known = PRODUCTS.find(({ id }) => id === productOf(all))
  const own = `${known?.title ?? ''} ${known?.vendor ?? ''}`.toLowerCase()
  const countOf = (server: string) => digests.filter((it) => it.attributes?.values.host.includes(server)).length
  return sharedBy(digests, ({ attributes }) => attributes?.values.host ?? []).filter(
    (server) => !own.includes(server) && 2 * countOf(server) > digests.length,
  )
}

/** A cluster without a signature is named by the error line that its reports share, or else by its canonical report. */
function nameByLine(digests: readonly ReportDigest[], { canonical }: ClusterTitleInput): string {
  const [shared] = sharedBy(digests, (digest) => titleLines(digest).map((line) => inWords(line.fingerprint)))
  if (shared !== undefined) return sentence(cut(shared.replace(/[\s.:;,]+$/, ''), MAX_LINE))
  return `Reported as “${cut(withoutTag(canonical.digest.title), MAX_LINE) || 'Untitled'}”`
}

/** The version with which it began, or else the day of the first report if it has a date, with the product. */
function startOf(oldestFirst: readonly IndexedReport[], name: string): string {
  const id = productOf(oldestFirst.map(({ digest }) => digest))
  const product = PRODUCTS.find((it) => it.id === id)?.title ?? id
  const isSaid = product === null || name.toLowerCase().includes(product.toLowerCase())
  const version = beganWith(oldestFirst)
  if (version !== null) return `, since ${cut(version, MAX_VALUE)}${isSaid ? '' : ` of ${product}`}`
  const start = oldestFirst[0]?.createdAt ?? 0
  const day = start === 0 ? '' : `, since ${new Date(start).toISOString().slice(0, 10)}`
  return `${isSaid ? '' : `, in ${product}`}${day}`
}

/** A product is stated once for all: one report that names it is enough if no other names another. */
function productOf(digests: readonly ReportDigest[]): string | null {
  const naming = digests.filter(({ environment }) => environment.product !== null)
  return sharedBy(naming, ({ environment }) => environment.product ?? [])[0] ?? null
}

/** A signature's title without the explanation after it, as far as the rest still says what fails. */
function shortTitle(title: string): string {
  const [head = ''] = title.split(/: | \(/)
  return SAYS_FAILURE.test(head) ? head : title
}

/** Issue forms put a tag such as `[BUG]` before each title. */
function withoutTag(title: string): string {
  return title.replace(/^\s*(?:\[[^\]]{1,30}\]\s*)+(?=\S)/, '')
}

/** A line that starts with an identifier keeps its spelling. */
function sentence(text: string): string {
  if (/^[^\s:]*[._]/.test(text)) return text
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function cut(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const start = line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')
  const space = start.lastIndexOf(' ')
  return `${space > most / 2 ? start.slice(0, space) : start}…`
}

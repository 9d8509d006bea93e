/**
 * A report that somebody tries out: a form with title, text and log files comes in, a triage goes out with the passages
 * that its evidence stands in. Of a large log only the lines that speak are read further, at their places, so that 25 MB cost
 * little.
 */
import { cleanName } from '../attachments/file-name.ts'
import { LIMITS, MEGABYTE } from '../attachments/limits.ts'
import type { NamedFile } from '../attachments/read-file.ts'
import { readFiles } from '../attachments/read-files.ts'
import { plainRules } from '../config/rules.ts'
import { cleanText } from '../report/clean-text.ts'
import { excerptLog } from '../report/log-excerpt.ts'
import { readReport } from '../report/read-report.ts'
import type { Report, Segment } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'
import { type Triage, triageRead, UNTOUCHED } from '../triage-report.ts'

/** A log above this is scanned in a stream rather than read whole. */
const MAX_READ_WHOLE = 2 * MEGABYTE

/** Characters of title and text; GitHub takes 256 and 65,536. */
const MAX_TITLE = 1_000
const MAX_BODY = 200_000

/** A request as it came. */
export interface TriedRequest {
  /** Of the `content-type` header, which names the boundary. */
  readonly contentType: string
  readonly body: Uint8Array
}

interface TriedForm {
  readonly title: string
  /** Markdown. */
  readonly body: string
  readonly files: readonly NamedFile[]
}

/** The text around the evidence in one source. */
export interface Passage {
  /** `title`, `body`, or the name of a file. */
  readonly source: string
  readonly lines: readonly { readonly text: string; readonly isEvidence: boolean }[]
}

export interface TriedReport {
  readonly triage: Triage
  readonly passages: readonly Passage[]
}

/** @returns a sentence that says what is wrong with the form */
export async function tryReport(request: TriedRequest, pack: Pack): Promise<TriedReport | string> {
  const form = await readForm(request)
  return typeof form === 'string' ? form : tryForm(form, pack)
}

async function readForm({ contentType, body: bytes }: TriedRequest): Promise<TriedForm | string> {
  const headers = { 'content-type': contentType }
  const form = await new Response(Buffer.from(bytes), { headers }).formData().catch(() => null)
  if (form === null) return 'The form could not be read.'
  const title = textOf(form, 'title').slice(0, MAX_TITLE)
  const body = textOf(form, 'body')
  if (body.length > MAX_BODY) return `The text has more than ${MAX_BODY} characters; give the log as a file.`
  const files = form.getAll('logs').filter((it) => it instanceof File && it.size > 0) as File[]
  if (files.length > LIMITS.links) return `At most ${LIMITS.links} files at a time.`
  if (title.trim() + body.trim() === '' && files.length === 0)
    return 'There is nothing to diagnose: give a text or a log.'
  return { title, body, files: await Promise.all(files.map(toNamedFile)) }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

async function toNamedFile(file: File): Promise<NamedFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

async function tryForm({ title, body, files }: TriedForm, pack: Pack): Promise<TriedReport> {
  const read = await readFiles(files.filter(({ bytes }) => bytes.length <= MAX_READ_WHOLE))
  const report = readReport({ title, body, ...read })
  const scanned = files.filter(({ bytes }) => bytes.length > MAX_READ_WHOLE).flatMap((file) => scan(file, pack))
  const whole = { ...report, segments: [...report.segments, ...scanned] }
  const triage = triageRead(whole, UNTOUCHED, plainRules(pack))
  const segments = whole.segments.map((segment) => ({ ...segment, text: '' }))
  return { triage: { ...triage, report: { ...whole, segments } }, passages: passagesOf(whole, triage) }
}

/** The lines that a clause matches, redacted by the scanner, each a segment at its own place. */
function scan({ name, bytes }: NamedFile, pack: Pack): readonly Segment[] {
  const scanner = pack.scanner.stream()
  const hits = [...scanner.push(bytes), ...scanner.end()]
  const source = cleanName(name)
  const lines = new Map(hits.map(({ line, text }) => [line, text]))
  return [...lines]
    .toSorted(([a], [b]) => a - b)
    .map(([line, text]) => ({ kind: 'log', source, heading: null, line, flattened: false, text: cleanText(text) }))
}

function passagesOf(report: Report, { diagnosis }: Triage): readonly Passage[] {
  const evidence = diagnosis.ranked[0]?.evidence ?? []
  const bySource = Map.groupBy(evidence, ({ source }) => source)
  return [...bySource].map(([source, inIt]) => {
    const lines = new Set(inIt.map(({ line }) => line))
    const segments = report.segments.filter((it) => it.source === source)
    return { source, lines: segments.flatMap((segment) => linesAround(segment, lines)) }
  })
}

function linesAround({ text, line: first, flattened }: Segment, evidence: ReadonlySet<number>): Passage['lines'] {
  if (flattened) return []
  const lines = text.split('\n')
  const inside = lines.flatMap((_, at) => (evidence.has(first + at) ? [at + 1] : []))
  if (inside.length === 0) return []
  const marked = new Set(inside.map((at) => excerptLog(lines[at - 1] ?? '', [1])))
  return excerptLog(text, inside)
    .split('\n')
    .map((words) => ({ text: words, isEvidence: marked.has(words) }))
}

/**
 * Measures drafts of signatures: each signature with at least four reports is removed from the pack in turn, and the
 * reports are mined with the rest. It comes back if a draft finds at least half of its reports. A draft is useless if
 * fewer than two thirds of its reports have one cause.
 * Usage: npm run -s bench:drafts [-- [--json] [<folder with the corpora>]]
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse, stringify } from 'yaml'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { diagnose } from '../src/core/diagnosis/diagnose.ts'
import { type LearnedDraft, type LearnedReport, learnDrafts } from '../src/core/drafts/learn.ts'
import { digestReport } from '../src/core/duplicates/digest.ts'
import { type LabelledReport, parseCorpus } from '../src/core/evaluation/corpus.ts'
import { readReport } from '../src/core/report/read-report.ts'
import type { Report } from '../src/core/report/report.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { idOfFile } from '../src/core/signatures/loaded-signature.ts'
import type { Pack } from '../src/core/signatures/pack.ts'
import type { PackFile } from '../src/core/signatures/parse.ts'
import { isShared } from '../src/core/signatures/shared-files.ts'
import { printResult } from './result.ts'

const MIN_REPORTS = 4
const FILES = ['reports-2-mcp.jsonl', 'reports-2-eco.jsonl']

interface Mined {
  readonly label: LabelledReport
  readonly report: Report
  readonly learned: LearnedReport
}

const { positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
const folder = positionals[0] ?? fileURLToPath(new URL('../../shared/corpus/', import.meta.url))
const files = await readPackFolder(shippedPack())
const whole = loadPack(files)
const texts = await Promise.all(
  FILES.map(async (file) => parseCorpus(await readFile(join(folder, file), 'utf8'), file)),
)
const all = texts.flat().map((label) => mined(label, readReport(label.issue), whole))
const labels = new Map(all.map(({ label }) => [label.id, label.expected]))
const byCause = Map.groupBy(all, ({ label }) => label.expected)
const removable = [...byCause].filter(([id, its]) => whole.signatures.has(id) && its.length >= MIN_REPORTS)

const useful = new Map<string, boolean>()
let back = 0
let partly = 0
for (const [id, its] of removable) {
  const pack = loadPack(without(id))
  const own = new Set(its)
  // Only reports that the removed signature explained, or was the first candidate for, can change.
  const changed = (it: Mined) => own.has(it) || it.learned.digest.cause?.signature === id
  const reports = all.map((it) => (changed(it) ? mined(it.label, it.report, pack) : it).learned)
  const { drafts } = learnDrafts(reports, pack)
  const shares = drafts.map((draft) => draft.reports.filter((it) => labels.get(it) === id).length / its.length)
  if (shares.some((it) => it >= 1 / 2)) back += 1
  if (shares.some((it) => it > 0)) partly += 1
  for (const draft of drafts) useful.set(draft.patterns.join('\n'), isUseful(draft))
}
const count = [...useful.values()].filter(Boolean).length

printResult(
  {
    name: 'drafts',
    figures: {
      'signatures removed': removable.length,
      'come back': back / removable.length,
      'come back in part': partly / removable.length,
      'different drafts': useful.size,
      'useless drafts': useful.size === 0 ? 0 : 1 - count / useful.size,
      'drafts with the whole pack': learnDrafts(
        all.map(({ learned }) => learned),
        whole,
      ).drafts.length,
    },
    beside: {},
  },
  `${back} of ${removable.length} removed signatures came back.`,
)

function mined(label: LabelledReport, report: Report, pack: Pack): Mined {
  const digest = digestReport(report, diagnose(report, pack))
  return { label, report, learned: { id: label.id, author: label.id, digest } }
}

function isUseful({ reports }: LearnedDraft): boolean {
  const causes = Map.groupBy(reports, (id) => labels.get(id) ?? '')
  return [...causes].some(([cause, its]) => whole.signatures.has(cause) && its.length >= (2 / 3) * reports.length)
}

interface SignatureFields {
  readonly broader?: string
  readonly 'confused-with'?: readonly { readonly id: string }[]
  readonly examples?: readonly { readonly expect?: { readonly signature?: string } }[]
}

/** The pack without a signature and without the references to it. */
function without(id: string): readonly PackFile[] {
  return files
    .filter(({ path }) => isShared(path) || idOfFile(path) !== id)
    .map((file) => {
      if (isShared(file.path) || !file.text.includes(id)) return file
      const { broader, ...fields } = parse(file.text) as SignatureFields & { inherits?: boolean }
      if (broader === id) delete fields.inherits
      const changed = {
        ...fields,
        ...(broader !== undefined && broader !== id && { broader }),
        'confused-with': fields['confused-with']?.filter((it) => it.id !== id),
        examples: fields.examples?.filter(({ expect }) => expect?.signature !== id),
      }
      return { path: file.path, text: stringify(changed, { aliasDuplicateObjects: false }) }
    })
}

/**
 * Measures the precision of each clause in the pack: how many labelled reports of its own signature it hits, and how
 * many reports of other signatures. For signature authors: a decisive clause should never hit a report with another
 * cause.
 * Usage: npm run -s bench:clauses -- [--pack <folder>] <signature id|all> <corpus.jsonl…>
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { type LabelledReport, parseCorpus } from '../src/core/evaluation/corpus.ts'
import { readReport } from '../src/core/report/read-report.ts'
import { loadPack } from '../src/core/signatures/load.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { pack: { type: 'string' } } })
const [wanted = 'all', ...files] = positionals
const pack = loadPack(await readPackFolder(values.pack ?? shippedPack()))
const corpora = await Promise.all(files.map(async (file) => parseCorpus(await readFile(file, 'utf8'), file)))

interface Row {
  readonly strength: string
  readonly own: string[]
  readonly others: string[]
}

const rows = new Map<string, Row>()
for (const report of corpora.flat()) {
  for (const { owned } of pack.scanner.scan(readReport(report.issue).segments)) {
    if (wanted !== 'all' && owned.owner !== wanted) continue
    const name = `${owned.role} ${owned.owner}/${owned.clause.id}`
    const row = rows.get(name) ?? { strength: owned.clause.strength, own: [], others: [] }
    rows.set(name, row)
    const list = isAbout(report, owned.owner) ? row.own : row.others
    const entry = `${report.id} (${report.expected})`
    if (!list.includes(entry)) list.push(entry)
  }
}

for (const [name, { strength, own, others }] of [...rows].sort()) {
  process.stdout.write(`${name}  [${strength}]  own ${own.length}, other ${others.length}\n`)
  if (wanted !== 'all') for (const entry of others.slice(0, 25)) process.stdout.write(`    other: ${entry}\n`)
}

/** A report labelled with a narrower kind of `owner` also counts as a report of `owner`. */
function isAbout({ expected, also }: LabelledReport, owner: string): boolean {
  return [expected, ...also].some((label) => {
    for (let id: string | undefined = label; id !== undefined; id = pack.signatures.get(id)?.broader) {
      if (id === owner) return true
    }
    return false
  })
}

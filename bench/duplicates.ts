/**
 * Measures the ranking of known duplicates, compared with other methods on the same reports in the same run. The
 * figures that count for matching are the cross-validated ones, which `npm run fit:duplicates` stores with the weights.
 * Usage: npm run -s bench:duplicates [-- --json] [-- --generated 500]   (needs the collected sets next to the project,
 * unless it generates that many reports)
 */
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import MiniSearch from 'minisearch'
import TfIdf from 'natural/lib/natural/tfidf/tfidf.js'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import type { IndexedReport } from '../src/core/duplicates/digest.ts'
import fitted from '../src/core/duplicates/weights.json' with { type: 'json' }
import { type DuplicateGroup, UNKNOWN_FACTS } from '../src/core/evaluation/duplicate-corpus.ts'
import { answerAll, measureRanking, toIndexedReports } from '../src/core/evaluation/evaluate-duplicates.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { type DuplicateSet, loadDuplicateSets } from './duplicate-corpora.ts'
import { generateReports } from './generated-reports.ts'
import { type FigureSet, printResult } from './result.ts'

/** Maps a report's position to the positions of the other reports, most similar first. */
type Ranking = (query: number) => readonly number[]

interface MeasuredSet extends Pick<DuplicateSet, 'stream' | 'groups'> {
  readonly name: string
}

const DEPTH = 50

const pack = loadPack(await readPackFolder(shippedPack()))
const { values } = parseArgs({ options: { json: { type: 'boolean' }, generated: { type: 'string' } } })
const sets: readonly MeasuredSet[] =
  values.generated === undefined ? await loadDuplicateSets() : [generateSet(Number(values.generated))]
if (sets.length === 0) process.stderr.write('The collected sets are not next to the project; nothing is measured.\n')
const measured = sets.map(measureSet)

printResult(
  {
    name: 'duplicates',
    figures: {
      ...(values.generated === undefined && crossValidated()),
      ...merge(measured.map((it) => it['auth-triage'] ?? {})),
    },
    beside: Object.fromEntries(
      ['title Jaccard', 'tf-idf cosine (natural)', 'SQLite FTS5', 'minisearch'].map((name) => [
        name,
        merge(measured.map((it) => it[name] ?? {})),
      ]),
    ),
  },
  'Most of the difference comes from comparing whole reports by the cosine of their weighted terms instead of searching ' +
    "an index for one report's words. Removing form boilerplate and using the distance in time give the rest.",
)

function generateSet(count: number): MeasuredSet {
  const groups: DuplicateGroup[] = []
  const pair = (number: number, earlier: number) => groups.push({ ids: [`${earlier}`, `${number}`], sure: true })
  const stream = [...generateReports(count, 1, pair)].map(({ number, digest: { terms }, createdAt }) => {
    const body = `${terms.prose.join(' ')}\n\n\`\`\`\n${terms.log.join(' ')}\n\`\`\`\n`
    return {
      id: `${number}`,
      issue: { title: terms.title.join(' '), body, attachments: [] },
      createdAt,
      facts: UNKNOWN_FACTS,
    }
  })
  return { name: 'generated', stream, groups }
}

function measureSet(set: MeasuredSet): Readonly<Record<string, FigureSet>> {
  const reports = toIndexedReports(set.stream, pack)
  const answers = new Map(answerAll(set.stream, reports, { clock: () => 0 }).map((it) => [it.id, it]))
  const places = new Map(set.stream.map(({ id }, place) => [id, place]))
  const ours = (id: string) => answers.get(id)?.matches.map((it) => it.id) ?? []
  const by = (ranking: Ranking) => (id: string) =>
    ranking(places.get(id) as number).map((place) => set.stream[place]?.id ?? '')
  const rankings: Readonly<Record<string, (id: string) => readonly string[]>> = {
    'auth-triage': ours,
    'title Jaccard': by(byTitle(reports)),
    'tf-idf cosine (natural)': by(byTfIdf(reports)),
    'SQLite FTS5': by(byFts5(reports)),
    minisearch: by(byMiniSearch(reports)),
  }
  return Object.fromEntries(
    Object.entries(rankings).map(([name, rank]) => {
      const { recall } = measureRanking(rank, set.groups)
      const figures = Object.entries(recall).map(([at, value]) => [`${set.name} recall@${at}`, value])
      return [name, Object.fromEntries(figures)]
    }),
  )
}

function crossValidated(): FigureSet {
  const { recall, links } = fitted.figures['claude-code']
  return {
    'cross-validated claude-code recall@3': recall['3'],
    'cross-validated claude-code link precision': links.precision,
    'cross-validated claude-code link coverage': links.coverage,
    'cross-validated hadoop recall@1': fitted.figures.hadoop.recall['1'],
  }
}

function merge(parts: readonly FigureSet[]): FigureSet {
  return Object.assign({}, ...parts)
}

function bestOf(scores: readonly number[], query: number): readonly number[] {
  return scores
    .map((score, place) => ({ score, place }))
    .filter(({ score, place }) => place !== query && score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, DEPTH)
    .map(({ place }) => place)
}

function byTitle(reports: readonly IndexedReport[]): Ranking {
  const titles = reports.map(({ digest }) => new Set(digest.terms.title))
  return (query) => {
    const queryTitle = titles[query] as Set<string>
    const scores = titles.map((title) => {
      const shared = [...queryTitle].filter((term) => title.has(term)).length
      return shared / Math.max(1, queryTitle.size + title.size - shared)
    })
    return bestOf(scores, query)
  }
}

function textOf({ digest }: IndexedReport): string {
  const { title, prose, log } = digest.terms
  return [...title, ...prose, ...log].join(' ')
}

function byTfIdf(reports: readonly IndexedReport[]): Ranking {
  const tfidf = new TfIdf()
  for (const { digest } of reports)
    tfidf.addDocument([...digest.terms.title, ...digest.terms.prose, ...digest.terms.log])
  const vectors = reports.map((_, place) => {
    const terms = tfidf.listTerms(place)
    const length = Math.hypot(...terms.map((it) => it.tfidf)) || 1
    return new Map(terms.map((it) => [it.term, it.tfidf / length]))
  })
  return (query) => {
    const queryTerms = [...(vectors[query] as Map<string, number>)]
    const scores = vectors.map((vector) =>
      queryTerms.reduce((sum, [term, weight]) => sum + weight * (vector.get(term) ?? 0), 0),
    )
    return bestOf(scores, query)
  }
}

/** BM25 over a report's 60 rarest terms. */
function byFts5(reports: readonly IndexedReport[]): Ranking {
  const database = new DatabaseSync(':memory:')
  database.exec(`create virtual table reports using fts5(text, tokenize = "unicode61 tokenchars '._$'")`)
  const insert = database.prepare('insert into reports(rowid, text) values (?, ?)')
  for (const [place, report] of reports.entries()) insert.run(place + 1, textOf(report))
  const reportCounts = new Map<string, number>()
  const terms = reports.map((report) => [...new Set(textOf(report).split(' '))])
  for (const term of terms.flat()) reportCounts.set(term, (reportCounts.get(term) ?? 0) + 1)
  const select = database.prepare('select rowid from reports where reports match ? order by bm25(reports) limit ?')
  return (query) => {
    const rarest = (terms[query] as string[]).filter((term) => (reportCounts.get(term) ?? 0) > 1)
    rarest.sort((a, b) => (reportCounts.get(a) ?? 0) - (reportCounts.get(b) ?? 0))
    if (rarest.length === 0) return []
    const queryTerms = rarest.slice(0, 60).map((term) => `"${term.replaceAll('"', '""')}"`)
    const found = select.all(queryTerms.join(' OR '), DEPTH + 1).map((row) => Number(row['rowid']) - 1)
    return found.filter((place) => place !== query)
  }
}

function byMiniSearch(reports: readonly IndexedReport[]): Ranking {
  const tokenize = (text: string) => text.split(' ')
  const search = new MiniSearch({ fields: ['title', 'text'], tokenize, processTerm: (term) => term })
  search.addAll(
    reports.map(({ digest }, id) => ({
      id,
      title: digest.terms.title.join(' '),
      text: [...digest.terms.prose, ...digest.terms.log].join(' '),
    })),
  )
  return (query) =>
    search
      .search(textOf(reports[query] as IndexedReport), { boost: { title: 3 }, combineWith: 'OR' })
      .map(({ id }) => Number(id))
      .filter((place) => place !== query)
      .slice(0, DEPTH)
}

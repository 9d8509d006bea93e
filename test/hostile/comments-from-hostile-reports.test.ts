/**
 * Tests that hostile report text has no effect in the bot's comments: when parsed as GitHub does, a comment contains no
 * mention, reference, link, HTML, fence or box that the bot did not intend.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { shippedPack } from '../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../src/adapters/pack-folder.ts'
import { hasMarker } from '../../src/core/comments/marker.ts'
import { showsCredential } from '../../src/core/comments/secret-warning.ts'
import { renderComment } from '../../src/core/comments/triage-comment.ts'
import { parseCorpus } from '../../src/core/evaluation/corpus.ts'
import { type Triage, type TriageRules, triageReport, UNTOUCHED } from '../../src/core/plan/triage-report.ts'
import { parseIssueText } from '../../src/core/report/issue-text.ts'
import type { RawIssue } from '../../src/core/report/report.ts'
import { plainRules } from '../../src/core/settings/plain-rules.ts'
import { loadPack } from '../../src/core/signatures/load.ts'
import { generator, type Random } from '../support/generator.ts'
import { complaintsAbout } from './comment-tree.ts'
import { liveRelations, REPOSITORY } from './live-relations.ts'
import { type Base, livePiece, mutate, pick } from './mutate-report.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How often every report is mutated; less than 1 for a share of the reports. */
    mutationRounds: number
  }
}

/** The first seed of each range. A range has one seed for each report that gets a comment in its unchanged form. */
const SEEDS = [1_000, 2_000, 3_000, 4_000].slice(0, Math.ceil(inject('mutationRounds')))
const EVERY = Math.max(1, Math.round(1 / inject('mutationRounds')))
const MIN_COMMENTS_A_ROUND = 500 / EVERY

const pack = loadPack(await readPackFolder(shippedPack()))
const CORPUS = join(import.meta.dirname, '../corpus')

function bases(): readonly Base[] {
  const examples = [...pack.signatures.values()].flatMap(({ id, examples }) =>
    examples.map(({ name, report }) => ({ name: `${id}: ${name}`, issue: parseIssueText(report) })),
  )
  const files = readdirSync(CORPUS).filter((name) => name.endsWith('.jsonl'))
  const reports = files.flatMap((file) =>
    parseCorpus(readFileSync(join(CORPUS, file), 'utf8'), file).map(({ id, issue }) => ({ name: id, issue })),
  )
  const chosen = [...examples, ...reports].filter((_, at) => at % EVERY === 0)
  return chosen.flatMap(({ name, issue }) => {
    const { diagnosis, plan } = triageReport(issue, UNTOUCHED, plainRules(pack))
    const evidence = diagnosis.ranked.slice(0, 2).flatMap((it) => [...it.evidence, ...it.against])
    return plan.comment.kind === 'create' ? [{ name, issue, evidence }] : []
  })
}

/** Returns random rules that add text to a comment: wording from the settings, and answers to commands. */
function randomRules(random: Random): TriageRules {
  const plain = plainRules(pack)
  const wording = { ...plain.settings.wording, greeting: livePiece(random), footer: livePiece(random) }
  const answers: TriageRules['answers'] = [
    { kind: 'explain' },
    { kind: 'refused', command: livePiece(random), why: 'only a maintainer may do that' },
    {
      kind: 'settings',
      problems: [{ file: livePiece(random), line: 1, message: livePiece(random), hint: livePiece(random) }],
    },
  ]
  return pick([plain, { ...plain, answers }, { ...plain, settings: { ...plain.settings, wording } }], random)
}

function meantBy({ report, diagnosis }: Triage) {
  const boxes = diagnosis.decision === 'assert' && diagnosis.reason !== 'said' ? 2 : 0
  return { pack, boxes, warns: showsCredential(report), repository: REPOSITORY }
}

const BASES = bases()

/** @returns the complaints about the comment on this report; null if the report gets no comment */
function complaints(issue: RawIssue, random: Random): readonly string[] | null {
  const rules = randomRules(random)
  const triage = triageReport(issue, UNTOUCHED, rules)
  const comment = commentOf(triage, rules, random)
  if (comment === null) return null
  const isDouble = hasMarker(comment.slice(comment.indexOf('\n') + 1))
  return [...complaintsAbout(comment, meantBy(triage)), ...(isDouble ? ['a second marker'] : [])]
}

/** Adds other reports of the same cause to every third comment, as the pipeline's matching step does. */
function commentOf(triage: Triage, rules: TriageRules, random: Random): string | null {
  const { report, diagnosis, plan } = triage
  if (plan.comment.kind !== 'create') return null
  if (random(3) > 0) return plan.comment.body
  const answers = [...(rules.answers ?? []), { kind: 'duplicates' } as const, { kind: 'cluster' } as const]
  return renderComment({ report, diagnosis, ...rules, answers, related: liveRelations(random) })
}

describe('comments on mutated reports', () => {
  test.each(SEEDS)('contain only what the bot intended (seeds from %i)', (seed) => {
    let comments = 0
    for (const [at, base] of BASES.entries()) {
      const random = generator(seed + at)
      const found = complaints(mutate(base, random), random)
      if (found === null) continue
      comments++
      expect(found, `seed ${seed + at}, ${base.name}`).toEqual([])
    }
    expect(comments).toBeGreaterThanOrEqual(MIN_COMMENTS_A_ROUND)
  })
})

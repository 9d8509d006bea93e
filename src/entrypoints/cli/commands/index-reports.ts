/** `index`: puts reports of a file into the store and finds which of them share a cause. */
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { StoredReport } from '../../../adapters/store/kept-reports.ts'
import { createIndexCache } from '../../../app/matching/index-keeper.ts'
import { toIndexedReport, toKeptReport } from '../../../app/matching/kept-report.ts'
import { rememberMatches } from '../../../app/matching/match-report.ts'
import { diagnose } from '../../../core/diagnosis/diagnose.ts'
import { digestReport } from '../../../core/duplicates/digest.ts'
import { TriageError } from '../../../core/errors.ts'
import { parseStream, type StreamReport } from '../../../core/evaluation/duplicate-corpus.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { readReport } from '../../../core/report/read-report.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { createStepProgress } from '../progress.ts'
import { repositoryArgument, withNewStore } from '../store-of-commands.ts'

/** Written together: losing a few seconds of work is all that a kill costs. */
const AT_ONCE = 100

export function addIndex(program: Command, io: Io): void {
  program
    .command('index')
    .description(
      'put reports of a file (JSON lines with id, title, body, created) into the store, and match them; those of a repository that the bot has not met are for commands alone',
    )
    .argument('<reports.jsonl>', 'reports of one repository')
    .requiredOption('--repo <owner/repo>', 'repository that they belong to', repositoryArgument)
    .action(async (file: string, { repo }: { readonly repo: RepositoryRef }) => {
      const stream = parseStream(await io.read(file), basename(file))
      refuseSharedNumbers(stream)
      const pack = await openPack()
      await withNewStore(async (store) => {
        const progress = createStepProgress('reports')
        const kept: StoredReport[] = []
        for (let at = 0; at < stream.length; at += AT_ONCE) {
          const some = stream.slice(at, at + AT_ONCE).map((report, place) => toKept(report, at + place + 1, pack))
          await store.keepReports(repo, some)
          kept.push(...some)
          progress.report(kept.length, 2 * stream.length)
        }
        const indexes = createIndexCache(store)
        let matched = 0
        for (const [at, report] of kept.entries()) {
          const ref = { ...repo, number: report.number }
          matched += (await rememberMatches(ref, toIndexedReport(report), { store, indexes })).length > 0 ? 1 : 0
          progress.report(stream.length + at + 1, 2 * stream.length)
        }
        progress.clear()
        io.print(
          `${kept.length} reports are kept of ${repo.owner}/${repo.repo}; ${matched} have an earlier one of the same cause.`,
        )
      })
    })
}

/** Reports of several repositories may share numbers; one would silently take the place of another. */
function refuseSharedNumbers(stream: readonly StreamReport[]): void {
  const seen = new Map<number, string>()
  for (const [at, { id }] of stream.entries()) {
    const number = numberOf(id, at + 1)
    const other = seen.get(number)
    if (other !== undefined) {
      throw new TriageError('malformed-report', `The reports ${other} and ${id} have the same number.`, {
        hint: 'Nothing was kept. Give the reports of one repository, each with a number of its own at the end of its id.',
      })
    }
    seen.set(number, id)
  }
}

function numberOf(id: string, place: number): number {
  return Number(/(\d{1,9})$/.exec(id)?.[1] ?? place)
}

/** @param place of the report in its file: its number where its id has none */
function toKept({ id, issue, createdAt }: StreamReport, place: number, pack: Pack): StoredReport {
  const report = readReport(issue)
  const number = numberOf(id, place)
  const closed = { open: true, closedAt: null, closedAs: null }
  const facts = { ...closed, author: '', createdAt, updatedAt: createdAt, reactions: 0 }
  return toKeptReport(number, facts, digestReport(report, diagnose(report, pack)))
}

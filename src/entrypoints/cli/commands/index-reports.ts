/** `index`: stores the reports in a file and finds the ones that have the same cause. */
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { StoredReport } from '../../../adapters/store/stored-reports.ts'
import { clustersOf } from '../../../app/matching/clusters-of.ts'
import { createIndexCache } from '../../../app/matching/index-cache.ts'
import { rememberMatches } from '../../../app/matching/match-report.ts'
import { toIndexedReport, toStoredReport } from '../../../app/matching/stored-report.ts'
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

/** Number of reports written per batch: if the process is killed, only a few seconds of work are lost. */
const BATCH_SIZE = 100

export function addIndex(program: Command, io: Io): void {
  program
    .command('index')
    .description(
      'store the reports in a file (JSON Lines with id, title, body, created, or what `gh issue list --json number,title,body,createdAt,author,state,stateReason,closedAt` prints) and match them; if the bot does not know the repository, only commands use them',
    )
    .argument('<reports.jsonl>', 'reports from one repository')
    .requiredOption('--repo <owner/repo>', 'repository that the reports belong to', repositoryArgument)
    .action(async (file: string, { repo }: { readonly repo: RepositoryRef }) => {
      const stream = parseStream(await io.read(file), basename(file))
      refuseSharedNumbers(stream)
      const pack = await openPack()
      await withNewStore(async (store) => {
        const progress = createStepProgress('reports')
        const stored: StoredReport[] = []
        for (let at = 0; at < stream.length; at += BATCH_SIZE) {
          const batch = stream
            .slice(at, at + BATCH_SIZE)
            .map((report, offset) => toStored(report, at + offset + 1, pack))
          await store.keepReports(repo, batch)
          stored.push(...batch)
          progress.report(stored.length, 2 * stream.length)
        }
        const indexes = createIndexCache(store)
        let matched = 0
        for (const [at, report] of stored.entries()) {
          const ref = { ...repo, number: report.number }
          matched += (await rememberMatches(ref, toIndexedReport(report), { store, indexes })).length > 0 ? 1 : 0
          progress.report(stream.length + at + 1, 2 * stream.length)
        }
        // Questions do not write to the store, so the clusters get their numbers here.
        if (stored.length > 0) await clustersOf(repo, store)
        progress.clear()
        io.print(
          `Stored ${stored.length} reports of ${repo.owner}/${repo.repo}; ${matched} have an earlier report with the same cause.`,
        )
      })
    })
}

/** Reports from several repositories may have the same number, and one would silently replace the other. */
function refuseSharedNumbers(stream: readonly StreamReport[]): void {
  const seen = new Map<number, string>()
  for (const [at, { id }] of stream.entries()) {
    const number = numberOf(id, at + 1)
    const other = seen.get(number)
    if (other !== undefined) {
      throw new TriageError('malformed-report', `Reports ${other} and ${id} have the same number.`, {
        hint: 'Nothing was stored. Pass reports from one repository, each with a unique number at the end of its id.',
      })
    }
    seen.set(number, id)
  }
}

function numberOf(id: string, position: number): number {
  return Number(/(\d{1,9})$/.exec(id)?.[1] ?? position)
}

/** @param position the report's position in its file, used as its number if its id has none */
function toStored({ id, issue, createdAt, facts }: StreamReport, position: number, pack: Pack): StoredReport {
  const report = readReport(issue)
  const number = numberOf(id, position)
  const known = { ...facts, createdAt, updatedAt: facts.closedAt ?? createdAt, reactions: 0 }
  return toStoredReport(number, known, digestReport(report, diagnose(report, pack)))
}

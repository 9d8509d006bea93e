/** `eval-duplicates`: measures how reliably known duplicates are found. */

import { basename } from 'node:path'
import type { Command } from 'commander'
import { parseGroups, parseStream } from '../../../core/evaluation/duplicate-corpus.ts'
import {
  answerAll,
  type DuplicateFigures,
  measureDuplicates,
  toIndexedReports,
} from '../../../core/evaluation/evaluate-duplicates.ts'
import { percent } from '../../../core/evaluation/percent.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { toJson } from '../terminal-text.ts'

export function addEvalDuplicates(program: Command, io: Io): void {
  program
    .command('eval-duplicates')
    .description('measure how reliably known duplicates are found and linked (JSON Lines)')
    .argument('<reports.jsonl>', 'reports from one repository')
    .argument('<groups.jsonl>', 'groups of report ids; the reports in a group have the same cause')
    .option('--json', 'print the figures as one JSON document')
    .action(async (reportsFile: string, groupsFile: string, options: { readonly json?: boolean }) => {
      const stream = parseStream(await io.read(reportsFile), basename(reportsFile))
      const known = new Set(stream.map(({ id }) => id))
      const groups = parseGroups(await io.read(groupsFile), basename(groupsFile), known)
      const reports = toIndexedReports(stream, await openPack())
      const figures = measureDuplicates(answerAll(stream, reports, { clock: () => performance.now() }), groups)
      io.print(options.json ? toJson(figures) : printFigures(figures))
    })
}

function printFigures({ queries, groups, recall, mrr, links, elsewhere, msPerQuery }: DuplicateFigures): string {
  return [
    `queries              ${queries} reports in ${groups} groups confirmed by people`,
    `found in top 1       ${percent(recall['1'])}`,
    `found in top 3       ${percent(recall['3'])}`,
    `found in top 10      ${percent(recall['10'])}`,
    `mean reciprocal rank ${mrr.toFixed(3)}`,
    `links                ${links.posted}, ${percent(links.precision)} correct; ${percent(links.coverage)} of the reports get a correct one`,
    `links elsewhere      ${elsewhere.posted} on ${elsewhere.reports} reports without a group`,
    `query                ${msPerQuery.p50.toFixed(2)} ms median, ${msPerQuery.p99.toFixed(2)} ms at the 99th percentile`,
  ].join('\n')
}

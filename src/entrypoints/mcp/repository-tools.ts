/**
 * The tools about the reports of a repository: `find_duplicates` and `clusters`. They are there where reports are kept:
 * on the bot's own server for whom GitHub lets read the repository, and on a machine with a store of its own.
 */
import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { answerClusters, CLUSTER_ORDERS } from '../../app/matching/cluster-questions.ts'
import { toIndexedReport, toUnfiledReport } from '../../app/matching/kept-report.ts'
import { findDuplicateLinks } from '../../app/matching/match-report.ts'
import { clusterHeading, renderCluster } from '../../core/comments/cluster-section.ts'
import { renderLinks } from '../../core/comments/duplicates-section.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import { TriageError } from '../../core/errors.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { McpDeps, OpenReports, ReportsOfRepository } from './mcp-deps.ts'
import { answerOrRefuse, toToolResult } from './tool-result.ts'

const repository = z
  .string()
  .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/)
  .describe('owner/repo')

const duplicatesInput = z.object({
  repository,
  number: z.int().min(1).max(999_999_999).optional().describe('An issue that is filed; else give title and body.'),
  title: z.string().max(1_000).default(''),
  body: z.string().max(200_000).default('').describe('The report as Markdown; logs in fenced blocks.'),
})

const clustersInput = z.object({
  repository,
  signature: z.string().max(100).optional().describe('Only of this failure.'),
  product: z.string().max(100).optional(),
  version: z.string().max(100).optional(),
  since: z.iso.date().optional().describe('Only what was reported since then.'),
  sort: z.enum(CLUSTER_ORDERS).default('size'),
  most: z.int().min(1).max(50).default(10),
})

const READ_ONLY = { readOnlyHint: true, idempotentHint: true, openWorldHint: false } as const

export function addRepositoryTools(server: McpServer, deps: McpDeps & { readonly reports: OpenReports }): void {
  server.registerTool(
    'find_duplicates',
    {
      title: 'Find earlier reports of the same cause',
      description:
        'Which issues of a repository show the same failure as a report, with the reasons and the shared line. Ask ' +
        'before an issue is filed. An empty list means that none is known.',
      inputSchema: duplicatesInput,
      outputSchema: z.object({ links: z.array(z.looseObject({ number: z.int(), probability: z.number() })) }),
      annotations: READ_ONLY,
    },
    (input) => answerOrRefuse(() => findDuplicates(input, deps)),
  )
  server.registerTool(
    'clusters',
    {
      title: 'Clusters of reports of one cause',
      description: 'How many people reported each failure of a repository, since when, on which versions, what helped.',
      inputSchema: clustersInput,
      outputSchema: z.object({ clusters: z.array(z.looseObject({ id: z.int(), count: z.int() })) }),
      annotations: READ_ONLY,
    },
    (input) => answerOrRefuse(() => listClusters(input, deps)),
  )
}

interface ReportsDeps extends McpDeps {
  readonly reports: OpenReports
}

async function findDuplicates(input: z.infer<typeof duplicatesInput>, deps: ReportsDeps) {
  const [ref, opened] = await open(input.repository, deps)
  const report = await reportOf(input, { ref, opened, deps })
  const links = await findDuplicateLinks({ ...ref, number: report.number }, report, opened.matching)
  const text =
    links.length === 0
      ? 'No earlier report of the same cause is known.'
      : renderLinks({ ...ref, site: deps.site }, links)
  return toToolResult(text, { links: [...links] })
}

interface Asked {
  readonly ref: RepositoryRef
  readonly opened: ReportsOfRepository
  readonly deps: ReportsDeps
}

async function reportOf(
  { number, title, body }: z.infer<typeof duplicatesInput>,
  { ref, opened, deps }: Asked,
): Promise<IndexedReport> {
  if (number !== undefined) {
    const [kept] = await opened.matching.store.reportsNumbered(ref, [number])
    if (kept === undefined) throw notKept(`${ref.owner}/${ref.repo}#${number}`)
    return toIndexedReport(kept)
  }
  if ((title + body).trim() === '') throw nothingGiven()
  const issue = { title, body, attachments: [] }
  return toUnfiledReport(await deps.analysis.run('digest', { issue, rules: null }), opened.questions.now)
}

async function listClusters(
  { repository: name, since, most, ...question }: z.infer<typeof clustersInput>,
  deps: ReportsDeps,
) {
  const [ref, { questions }] = await open(name, deps)
  const asked = { ...question, ...(since !== undefined && { since: Date.parse(since) }) }
  const clusters = (await answerClusters(ref, asked, questions)).slice(0, most)
  const text = clusters.map(
    (it) => `**${clusterHeading(it)}** (cluster ${it.id})\n\n${renderCluster({ ...ref, site: deps.site }, it)}`,
  )
  return toToolResult(text.join('\n\n') || 'No clusters fit.', { clusters })
}

async function open(name: string, { reports }: ReportsDeps): Promise<[RepositoryRef, ReportsOfRepository]> {
  const [owner = '', repo = ''] = name.split('/')
  const opened = await reports({ owner, repo })
  if (opened === null) throw notKept(name)
  return [{ owner, repo }, opened]
}

function notKept(name: string): TriageError {
  return new TriageError('issue-not-found', `Nothing is known of ${name}, or it is not for you to see.`, {
    hint: 'Check the name; for a private repository, send a GitHub token that may read it as `Authorization: Bearer`.',
  })
}

function nothingGiven(): TriageError {
  return new TriageError('malformed-report', 'There is nothing to look for.', {
    hint: 'Give a number, a title or a body.',
  })
}

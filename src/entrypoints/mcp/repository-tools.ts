/**
 * The tools for a repository's reports: `find_duplicates` and `clusters`. They are available where reports are stored:
 * on the bot's server, for callers who can read the repository on GitHub, and on a machine with its own store.
 */
import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { CLUSTER_ORDERS, listClusters } from '../../app/matching/cluster-questions.ts'
import { findDuplicateLinks } from '../../app/matching/match-report.ts'
import { toIndexedReport, toUnfiledReport } from '../../app/matching/stored-report.ts'
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
  number: z
    .int()
    .min(1)
    .max(999_999_999)
    .optional()
    .describe('Number of a filed issue; otherwise pass title and body.'),
  title: z.string().max(1_000).default(''),
  body: z.string().max(200_000).default('').describe('The report as Markdown; logs in fenced blocks.'),
})

const clustersInput = z.object({
  repository,
  signature: z.string().max(100).optional().describe('Only clusters with this signature.'),
  product: z.string().max(100).optional(),
  version: z.string().max(100).optional(),
  since: z.iso.date().optional().describe('Only reports since this date.'),
  sort: z.enum(CLUSTER_ORDERS).default('size'),
  most: z.int().min(1).max(50).default(10),
})

const READ_ONLY = { readOnlyHint: true, idempotentHint: true, openWorldHint: false } as const

export function addRepositoryTools(server: McpServer, deps: McpDeps & { readonly reports: OpenReports }): void {
  server.registerTool(
    'find_duplicates',
    {
      title: 'Find earlier reports with the same cause',
      description:
        'Finds issues in a repository that show the same failure as a report, with the reasons and the shared line. ' +
        'Call it before filing an issue. An empty list means that no such issue is known.',
      inputSchema: duplicatesInput,
      outputSchema: z.object({ links: z.array(z.looseObject({ number: z.int(), probability: z.number() })) }),
      annotations: READ_ONLY,
    },
    (input) => answerOrRefuse(() => findDuplicates(input, deps)),
  )
  server.registerTool(
    'clusters',
    {
      title: 'Clusters of reports with the same cause',
      description:
        'Shows how many people reported each failure in a repository, since when, on which versions, and what helped.',
      inputSchema: clustersInput,
      outputSchema: z.object({ clusters: z.array(z.looseObject({ id: z.int(), count: z.int() })) }),
      annotations: READ_ONLY,
    },
    (input) => answerOrRefuse(() => clustersTool(input, deps)),
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
      ? 'No earlier report with the same cause is known.'
      : renderLinks({ ...ref, site: deps.site }, links)
  return toToolResult(text, { links: [...links] })
}

interface SearchContext {
  readonly ref: RepositoryRef
  readonly opened: ReportsOfRepository
  readonly deps: ReportsDeps
}

async function reportOf(
  { number, title, body }: z.infer<typeof duplicatesInput>,
  { ref, opened, deps }: SearchContext,
): Promise<IndexedReport> {
  if (number !== undefined) {
    const [stored] = await opened.matching.store.reportsNumbered(ref, [number])
    if (stored === undefined) throw unknownRepository(`${ref.owner}/${ref.repo}#${number}`)
    return toIndexedReport(stored)
  }
  if ((title + body).trim() === '') throw nothingGiven()
  const issue = { title, body, attachments: [] }
  return toUnfiledReport(await deps.analysis.run('digest', { issue, rules: null }), opened.questions.now)
}

async function clustersTool(
  { repository: name, since, most, ...question }: z.infer<typeof clustersInput>,
  deps: ReportsDeps,
) {
  const [ref, { questions }] = await open(name, deps)
  const query = { ...question, ...(since !== undefined && { since: Date.parse(since) }) }
  const clusters = (await listClusters(ref, query, questions)).slice(0, most)
  const text = clusters.map(
    (it) => `**${clusterHeading(it)}** (cluster ${it.id})\n\n${renderCluster({ ...ref, site: deps.site }, it)}`,
  )
  return toToolResult(text.join('\n\n') || 'No clusters match.', { clusters })
}

async function open(name: string, { reports }: ReportsDeps): Promise<[RepositoryRef, ReportsOfRepository]> {
  const [owner = '', repo = ''] = name.split('/')
  const opened = await reports({ owner, repo })
  if (opened === null) throw unknownRepository(name)
  return [{ owner, repo }, opened]
}

function unknownRepository(name: string): TriageError {
  return new TriageError('issue-not-found', `${name} is unknown, or you have no access to it.`, {
    hint: 'Check the name. For a private repository, send a GitHub token that may read it as `Authorization: Bearer`.',
  })
}

function nothingGiven(): TriageError {
  return new TriageError('malformed-report', 'There is nothing to search for.', {
    hint: 'Pass a number, a title or a body.',
  })
}

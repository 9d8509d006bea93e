/** The operations on a repository, for callers who can currently read it on GitHub. Everybody else gets `not-found`. */

import { z } from 'zod'
import { CLUSTER_ORDERS, orderClusters } from '../../../app/matching/cluster-questions.ts'
import { findDuplicateLinks } from '../../../app/matching/match-report.ts'
import { toIndexedReport, toUnfiledReport } from '../../../app/matching/stored-report.ts'
import { feedbackOf } from '../../../core/feedback/feedback.ts'
import { ApiError } from './api-error.ts'
import { iso, linkAnswers, summaryAnswer } from './cluster-answers.ts'
import { clusterAnswerSchema, clusterSummarySchema, feedbackSchema, linkSchema } from './cluster-schemas.ts'
import { OPERATION_EXAMPLES } from './examples.ts'
import { openForCaller } from './open-for-caller.ts'
import { type Operation, operation } from './operation.ts'
import { cutList, pageOf, pageParameters } from './page.ts'
import { repositoryParameters } from './repository-parameters.ts'

const MAX_BODY_LENGTH = 200_000

const clustersOperation = operation({
  id: 'listClusters',
  example: OPERATION_EXAMPLES.listClusters,
  method: 'get',
  path: '/repositories/{owner}/{repo}/clusters',
  summary: 'List clusters of reports with the same cause.',
  parameters: z.object({
    ...repositoryParameters,
    signature: z.string().max(100).optional().describe('Only clusters with this signature.'),
    product: z.string().max(100).optional().describe('Only clusters with a report for this product.'),
    version: z.string().max(100).optional().describe('Only clusters with a report for this version.'),
    since: z.iso.date().optional().describe('Only clusters with a report since this date.'),
    state: z.enum(['open', 'closed']).optional().describe('State of the canonical report.'),
    sort: z.enum(CLUSTER_ORDERS).default('size').describe('Sort order of the clusters.'),
    ...pageParameters,
  }),
  body: null,
  answer: pageOf(clusterSummarySchema),
  async handle({ parameters }, deps) {
    const { owner, repo, since, limit, cursor, ...question } = parameters
    const { overview, neighbours } = await openForCaller({ owner, repo }, deps)
    const query = { ...question, ...(since !== undefined && { since: Date.parse(since) }) }
    const clusters = orderClusters(
      (await overview()).clusters.map(({ summary }) => summary),
      query,
    )
    const page = cutList(clusters, ({ id }) => String(id), { limit, cursor })
    const others = await neighbours()
    return { ...page, items: page.items.map((it) => summaryAnswer(it, others)) }
  },
})

const readCluster = operation({
  id: 'getCluster',
  example: OPERATION_EXAMPLES.getCluster,
  method: 'get',
  path: '/repositories/{owner}/{repo}/clusters/{id}',
  summary: 'Get one cluster with its reports.',
  parameters: z.object({
    ...repositoryParameters,
    id: z.coerce.number().int().min(1).max(999_999_999).describe('Number of the cluster.'),
  }),
  body: null,
  answer: clusterAnswerSchema,
  async handle({ parameters: { owner, repo, id } }, deps) {
    const { overview, neighbours } = await openForCaller({ owner, repo }, deps)
    const { clusters, byNumber } = await overview()
    const cluster = clusters.find(({ summary }) => summary.id === id)
    if (cluster === undefined) throw new ApiError('not-found')
    const members = cluster.members.flatMap((number) => byNumber.get(number) ?? [])
    return {
      ...summaryAnswer(cluster.summary, await neighbours()),
      members: members.map(({ number, title, open, createdAt }) => ({
        number,
        title,
        open,
        createdAt: iso(createdAt),
      })),
    }
  },
})

const duplicatesOfIssue = operation({
  id: 'listDuplicatesOfIssue',
  example: OPERATION_EXAMPLES.listDuplicatesOfIssue,
  method: 'get',
  path: '/repositories/{owner}/{repo}/issues/{number}/duplicates',
  summary: 'Find earlier reports with the same cause as a stored issue.',
  parameters: z.object({
    ...repositoryParameters,
    number: z.coerce.number().int().min(1).max(999_999_999).describe('Number of the issue.'),
  }),
  body: null,
  answer: z.object({ links: z.array(linkSchema) }),
  async handle({ parameters: { owner, repo, number } }, deps) {
    const { store, matching } = await openForCaller({ owner, repo }, deps)
    const [stored] = await store.reportsNumbered({ owner, repo }, [number])
    if (stored === undefined) throw new ApiError('not-found')
    return { links: linkAnswers(await findDuplicateLinks({ owner, repo, number }, toIndexedReport(stored), matching)) }
  },
})

const duplicatesOfText = operation({
  id: 'findDuplicates',
  example: OPERATION_EXAMPLES.findDuplicates,
  method: 'post',
  path: '/repositories/{owner}/{repo}/duplicates',
  summary: 'Find earlier reports with the same cause as an unfiled report. Nothing is stored.',
  parameters: z.object(repositoryParameters),
  body: z
    .strictObject({
      title: z.string().max(1_000).default(''),
      body: z.string().max(MAX_BODY_LENGTH).default('').describe('Markdown; logs in fenced blocks.'),
    })
    .refine(({ title, body }) => (title + body).trim() !== '', 'nothing to search for'),
  answer: z.object({ links: z.array(linkSchema) }),
  async handle({ parameters: { owner, repo }, body: { title, body } }, deps) {
    const { matching } = await openForCaller({ owner, repo }, deps)
    const issue = { title, body, attachments: [] }
    const digest = await deps.analysis.run('digest', { issue, rules: null })
    const report = toUnfiledReport(digest, deps.clock())
    return { links: linkAnswers(await findDuplicateLinks({ owner, repo, number: report.number }, report, matching)) }
  },
})

const readFeedback = operation({
  id: 'getFeedback',
  example: OPERATION_EXAMPLES.getFeedback,
  method: 'get',
  path: '/repositories/{owner}/{repo}/feedback',
  summary: 'Get the track record of each signature in the repository, based on feedback.',
  parameters: z.object(repositoryParameters),
  body: null,
  answer: z.object({ signatures: z.array(feedbackSchema) }),
  async handle({ parameters: repository }, deps) {
    const { store } = await openForCaller(repository, deps)
    const asserts = await store.asserts({ repository, pack: deps.pack.fingerprint })
    return { signatures: [...feedbackOf(asserts, await store.feedbackIn(repository))] }
  },
})

export const REPOSITORY_OPERATIONS: readonly Operation[] = [
  clustersOperation,
  readCluster,
  duplicatesOfIssue,
  duplicatesOfText,
  readFeedback,
]

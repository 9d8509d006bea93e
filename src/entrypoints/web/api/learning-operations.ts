/** The operations on what the bot has learnt about a repository: alarms, how answers ended, drafts of signatures. */

import { z } from 'zod'
import { draftsNow } from '../../../app/weekly/learn-weekly.ts'
import { countOutcomes, OUTCOME_BIAS } from '../../../core/outcomes/outcome-record.ts'
import { draftsAnswer } from '../draft-pages.ts'
import { iso } from './cluster-answers.ts'
import { OPERATION_EXAMPLES } from './examples.ts'
import { openForCaller } from './open-for-caller.ts'
import { type Operation, operation } from './operation.ts'
import { repositoryParameters } from './repository-parameters.ts'

const parameters = z.object(repositoryParameters)
const time = z.iso.datetime()

const listAlarms = operation({
  id: 'listAlarms',
  example: OPERATION_EXAMPLES.listAlarms,
  method: 'get',
  path: '/repositories/{owner}/{repo}/alarms',
  summary: 'List the last 100 incidents and regressions, newest first.',
  parameters,
  body: null,
  answer: z.object({
    alarms: z.array(
      z.object({
        kind: z.enum(['incident', 'regression']),
        cause: z.string().describe('A signature, `unknown`, or `authentication` for all causes together.'),
        follows: z.enum(['clock', 'host', 'version']),
        what: z.string().nullable().describe('The host or the version.'),
        since: time,
        lastReport: time,
        people: z.int(),
        issues: z.array(z.int()),
      }),
    ),
  }),
  async handle({ parameters: repository }, deps) {
    const { store } = await openForCaller(repository, deps)
    const alarms = await store.alarmsIn(repository)
    return {
      alarms: alarms.map(({ since, lastAt, reports, ...it }) => {
        return { ...it, since: iso(since), lastReport: iso(lastAt), issues: [...reports] }
      }),
    }
  },
})

const listOutcomes = operation({
  id: 'listOutcomes',
  example: OPERATION_EXAMPLES.listOutcomes,
  method: 'get',
  path: '/repositories/{owner}/{repo}/outcomes',
  summary: 'Count how the threads of answers ended, by signature.',
  parameters,
  body: null,
  answer: z.object({
    bias: z.string().describe('Why the counts are not the accuracy.'),
    signatures: z.array(
      z.object({
        signature: z.string(),
        read: z.int().describe('Number of threads that were read.'),
        confirmed: z.int(),
        contradicted: z.int(),
      }),
    ),
  }),
  async handle({ parameters: repository }, deps) {
    const { store } = await openForCaller(repository, deps)
    return { bias: OUTCOME_BIAS, signatures: [...countOutcomes(await store.outcomesIn(repository))] }
  },
})

const listDrafts = operation({
  id: 'listDrafts',
  example: OPERATION_EXAMPLES.listDrafts,
  method: 'get',
  path: '/repositories/{owner}/{repo}/drafts',
  summary: 'List the drafts of signatures from messages that recur in reports without a known cause.',
  parameters,
  body: null,
  answer: z.object({
    minedAt: time.nullable().describe('Null if the reports have never been mined.'),
    unexplained: z.int(),
    others: z.int(),
    drafts: z.array(
      z.object({
        id: z.string(),
        nearest: z.string(),
        patterns: z.array(z.string()),
        reports: z.array(z.int()),
        people: z.int(),
        falseAlarms: z.int(),
        file: z.string().describe('YAML.'),
      }),
    ),
  }),
  async handle({ parameters: repository }, deps) {
    const { store } = await openForCaller(repository, deps)
    return draftsAnswer(await draftsNow(repository, { store, analysis: deps.analysis }))
  },
})

export const LEARNING_OPERATIONS: readonly Operation[] = [listAlarms, listOutcomes, listDrafts]

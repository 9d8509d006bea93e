/** The bot with a fake of GitHub's REST API: processes webhooks about one issue and records the bot's calls. */
import { pino } from 'pino'
import { openStore } from '../../src/adapters/store/open.ts'
import { createInProcessAnalysis } from '../../src/app/analysis/in-process.ts'
import { processDelivery } from '../../src/app/events/process-delivery.ts'
import { createIndexCache } from '../../src/app/matching/index-cache.ts'
import { createRulesCache } from '../../src/app/settings-loader/rules-cache.ts'
import { toDelivery } from '../../src/app/webhooks/events.ts'
import { compileInProcess } from '../../src/core/settings/rule-compiler.ts'
import type { Pack } from '../../src/core/signatures/pack.ts'
import { octokitClients, REF } from '../adapters/github/octokit-subject.ts'
import { madeUpReader } from '../app/issue-dossier/made-up-world.ts'
import { about } from './made-up-bot.ts'
import { answerAs, type RestCalls, type RestIssue, SEEN_REPOSITORY } from './rest-github.ts'

/** One hour after the times in `rest-github.ts`. */
export const REST_NOW = Date.parse('2026-11-20T11:00:00Z')

/** The caller must close the store. */
export async function openRestBot(pack: Pack, isStopped = false) {
  const { store, queue } = await openStore({ path: ':memory:' })
  const clock = () => REST_NOW
  const strict = store.as([])
  await store.claimRepository({ ...SEEN_REPOSITORY, at: REST_NOW })
  const rules = createRulesCache({
    compiler: compileInProcess(pack, false),
    store: strict,
    clock,
    mayLoosen: false,
    onProblems: () => {},
  })
  const { issues, discussions } = octokitClients()
  let deliveries = 0
  return {
    store,
    queue,
    async hear(world: RestIssue, name: string, payload: object): Promise<RestCalls> {
      const calls = answerAs(world)
      const id = `guid-${++deliveries}`
      const { issue, ...fields } = about(REF)
      const subject = name.startsWith('discussion') ? { discussion: issue } : { issue }
      const delivery = toDelivery({ id, name, payload: { ...fields, ...subject, ...payload } }, REST_NOW)
      if (delivery === null) throw new Error('The bot ignores this webhook.')
      await processDelivery(
        { ...delivery, attempt: 1, suspicion: 0 },
        {
          analysis: createInProcessAnalysis(pack),
          store: strict,
          queue,
          pack,
          rules,
          indexes: createIndexCache(strict),
          clock,
          isStopped,
          backfillLimit: 0,
          site: 'https://github.com',
          log: pino({ level: 'silent' }),
          githubFor: async () => issues,
          discussionsFor: async () => discussions,
          readerFor: async () => madeUpReader({}),
          fetchLogs: async () => ({}),
        },
      )
      return calls
    },
  }
}

export type RestBot = Awaited<ReturnType<typeof openRestBot>>

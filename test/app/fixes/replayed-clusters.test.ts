/** Replays clusters from webhooks to the ledger, with a real store, and counts the comments. */
import { describe, expect, test } from 'vitest'
import { fixOf } from '../../../src/app/fixes/cluster-fix.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { openFixBot } from './fix-bot.ts'
import { KEEPER, REPLAYED_CLUSTERS, type ReplayedCluster, type Step } from './replayed-clusters.ts'

const pack = await openPack()
const DAY_MS = 24 * 60 * 60 * 1000

async function replay({ steps }: ReplayedCluster) {
  const bot = await openFixBot(pack)
  try {
    bot.github.giveRole(KEEPER, 'triage')
    for (const step of steps) {
      bot.wait(DAY_MS)
      await take(step, bot)
    }
    const fix = await fixOf(bot.issue(1), bot.store)
    const asked = (await bot.comments()).filter((body) => body.includes('If you reported this: does it work there?'))
    return {
      ledger: fix?.ledger ?? null,
      reports: fix?.reports.length,
      asked: asked.length,
      asking: await bot.asking(),
    }
  } finally {
    await bot.store.close()
  }
}

type FixBot = Awaited<ReturnType<typeof openFixBot>>

async function take(step: Step, bot: FixBot): Promise<void> {
  switch (step[0]) {
    case 'report':
      return void (await bot.report(step[1], step[2]))
    case 'release':
      return bot.release(step[1], step[2], step[3] === 'pre-release')
    case 'merge':
      return bot.merge(step[1], step[2])
    case 'say':
      return void (await bot.say(bot.issue(step[1]), step[3], step[2]))
  }
}

describe('a replayed cluster', () => {
  test.each(REPLAYED_CLUSTERS.map((it) => [it.name, it] as const))('%s', async (_, cluster) => {
    const { ledger, reports, asked, asking } = await replay(cluster)
    const count = cluster.steps.filter(([kind]) => kind === 'report').length
    // All reports are in one cluster, so that the state is about all of them.
    if (ledger !== null) expect(reports).toBe(count)
    const state = ledger && {
      state: ledger.state,
      version: ledger.claim.version,
      works: ledger.works.length,
      fails: ledger.fails.length,
      regressions: ledger.regressions.map(({ number }) => number),
    }
    expect(state).toEqual(cluster.expected)
    expect(asking).toBeLessThanOrEqual(1)
    expect(asked).toBeLessThanOrEqual(1)
  })

  test('asks in exactly one comment while a version is claimed', async () => {
    const [first] = REPLAYED_CLUSTERS
    expect(await replay(first as ReplayedCluster)).toMatchObject({ asked: 1, asking: 1 })
  })
})

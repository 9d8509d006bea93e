/** Alarm webhooks: who gets them, what they say, how they are signed, and where they may not go. */
import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { publicReach } from '../../../src/adapters/probe/reach.ts'
import { createSend } from '../../../src/adapters/probe/send.ts'
import { type AlarmPost, alarmSecretOf, postAlarm } from '../../../src/app/alarms/alarm-hook.ts'
import type { ProbeRequest, ProbeResponse } from '../../../src/core/probe/probe.ts'
import { settingsSchema } from '../../../src/core/settings/repository-settings.ts'
import { alarmOf } from '../../adapters/store/contract-alarms.ts'
import { ALARM_KEY, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const MINUTE_MS = 60 * 1000
const ACME = { owner: 'acme', repo: 'gateway' }
const URL = 'https://hooks.example.com/alarms?token=hidden'
const POST: AlarmPost = { url: URL, repository: { id: 7, ...ACME }, alarm: alarmOf(), id: 'alarm-webhook:7:a' }
const OK: ProbeResponse = { status: 200, headers: {}, body: '', url: URL }
const pack = twoSignaturePack()

async function post(answer: ProbeResponse, changes: Partial<AlarmPost> = {}) {
  const sent: ProbeRequest[] = []
  const send = async (request: ProbeRequest) => {
    sent.push(request)
    return answer
  }
  const result = await postAlarm({ ...POST, ...changes }, { key: ALARM_KEY, send })
  return { result, sent: sent[0] as ProbeRequest }
}

describe('an alarm webhook', () => {
  test("is signed as GitHub signs, with the repository's own secret", async () => {
    const { sent, result } = await post(OK)
    const secret = alarmSecretOf(ALARM_KEY, { id: 7 })
    const expected = createHmac('sha256', secret)
      .update(sent.body ?? '')
      .digest('hex')
    expect(result).toBe('sent')
    expect(sent).toMatchObject({ method: 'POST', url: URL, headers: { 'x-hub-signature-256': `sha256=${expected}` } })
    expect(alarmSecretOf(ALARM_KEY, { id: 8 })).not.toBe(secret)
  })

  test('says what, since when, how many people, and which issues', async () => {
    const { sent } = await post(OK, { alarm: alarmOf({ follows: 'host', what: 'login.example.com' }) })
    expect(JSON.parse(sent.body ?? '')).toEqual({
      event: 'alarm',
      repository: { id: 7, fullName: 'acme/gateway' },
      alarm: {
        kind: 'incident',
        cause: 'missing-scope',
        follows: 'host',
        what: 'login.example.com',
        since: '2026-11-18T11:06:40.000Z',
        lastReport: '2026-11-18T11:06:40.000Z',
        people: 3,
        issues: [1, 2, 3],
      },
    })
  })

  test('follows no redirect', async () => {
    expect((await post(OK)).sent.follow).toBeUndefined()
  })

  test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', 'fd00:ec2::254'])(
    'connects to no host that leads to %s',
    async (address) => {
      const send = createSend({ mayConnect: publicReach, userAgent: 'test', lookup: async () => [address] })
      expect(await postAlarm(POST, { key: ALARM_KEY, send })).toBe('refused')
    },
  )

  test.each([500, 404, 302])(
    'that gets %i is sent again later, and the error does not name the URL',
    async (status) => {
      const error = await post({ ...OK, status }).catch((it: unknown) => it)
      expect(error).toBeInstanceOf(Error)
      expect(String(error)).not.toContain('hooks.example.com')
    },
  )

  test('that gets no answer is sent again later', async () => {
    await expect(post({ failed: 'timeout' })).rejects.toThrow('did not answer')
  })

  test('that gets 410 is not sent again', async () => {
    expect((await post({ ...OK, status: 410 })).result).toBe('refused')
  })
})

describe('the setting', () => {
  const read = (webhook: string) => settingsSchema.safeParse({ alarms: { webhook } }).success

  test.each([
    'http://hooks.example.com/a',
    'https://hooks.example.com:8443/a',
    'https://user:pass@hooks.example.com/',
    'https://127.0.0.1/a',
    'https://[::1]/a',
    'https://localhost/a',
    'file:///etc/passwd',
  ])('refuses %s', (url) => {
    expect(read(url)).toBe(false)
  })

  test('takes an https URL', () => {
    expect([read(URL), read('https://hooks.example.com')]).toEqual([true, true])
  })
})

describe('a burst of reports', () => {
  let bot: MadeUpBot
  beforeEach(async () => {
    bot = await openMadeUpBot(pack)
    return () => bot.store.close()
  })

  async function burst(...people: readonly string[]): Promise<void> {
    await bot.open({ ...ACME, title: 'A nicer palette', body: 'Please.', author: 'somebody' })
    bot.wait(10 * 24 * 60 * MINUTE_MS)
    for (const author of people) {
      bot.wait(5 * MINUTE_MS)
      await bot.open({ ...ACME, title: 'OAuth login fails', body: 'lost-badge found', author })
    }
  }
  const people = () => bot.posts.map(({ body }) => JSON.parse(body ?? '').alarm.people)

  test('is sent when it becomes an alarm, and again for each further person, without anybody’s name or words', async () => {
    bot.configure(ACME, `alarms: { webhook: "${URL}" }`)
    await burst('ann', 'ben', 'carl', 'dora', 'dora')
    expect(people()).toEqual([3, 4])
    const all = bot.posts.map(({ body }) => body).join()
    for (const word of ['ann', 'ben', 'carl', 'dora', 'OAuth', 'found']) expect(all).not.toContain(word)
  })

  test('is sent nowhere unless the repository says so', async () => {
    await burst('ann', 'ben', 'carl', 'dora')
    expect(bot.posts).toEqual([])
  })

  test.each([
    ['in a dry run', () => bot.configure(ACME, `mode: dry-run\nalarms: { webhook: "${URL}" }`)],
    ['while the bot is stopped', () => bot.stopByEnvironment()],
    ['while the operator stopped the bot', () => bot.store.setStopped('maintenance', bot.now())],
  ])('is not sent %s', async (_, silence) => {
    bot.configure(ACME, `alarms: { webhook: "${URL}" }`)
    await silence()
    await burst('ann', 'ben', 'carl', 'dora')
    expect(await bot.store.alarmsIn(ACME)).toHaveLength(1)
    expect(bot.posts).toEqual([])
  })

  test('stays in the queue while its receiver fails', async () => {
    bot.configure(ACME, `alarms: { webhook: "${URL}" }`)
    bot.answerPosts({ ...OK, status: 503 })
    await expect(burst('ann', 'ben', 'carl')).rejects.toThrow('returned 503')
    expect(await bot.queue.backlog()).toBe(1)
  })
})

import { readdirSync } from 'node:fs'
import { Probot } from 'probot'
import { describe, expect, test } from 'vitest'
import { generateAppKey } from './app-key.ts'
import { loadWebhook, signWebhook, WEBHOOK_FIXTURES } from './webhooks.ts'

const SECRET = 'it is a secret'
const probot = new Probot({ appId: 4242, privateKey: generateAppKey(), secret: SECRET, logLevel: 'fatal' })

describe('the webhook fixtures', () => {
  test('are listed completely', () => {
    const files = readdirSync(new URL('../fixtures/webhooks', import.meta.url))
    expect(files.sort()).toEqual(WEBHOOK_FIXTURES.map((event) => `${event}.json`).sort())
  })

  test.each(WEBHOOK_FIXTURES)('%s is named after its event and action', (event) => {
    expect(loadWebhook(event).action).toBe(event.split('.')[1])
  })

  test.each(WEBHOOK_FIXTURES)('%s has an installation and a sender', (event) => {
    expect(loadWebhook(event)).toMatchObject({ installation: { id: 1001 }, sender: { login: expect.any(String) } })
  })
})

describe('signWebhook', () => {
  test.each(WEBHOOK_FIXTURES)('signs %s so that Probot accepts it', async (event) => {
    const { body, headers } = signWebhook({ name: 'issues', payload: loadWebhook(event), secret: SECRET })
    expect(await probot.webhooks.verify(body, String(headers['x-hub-signature-256']))).toBe(true)
  })

  test('signs with the given secret', async () => {
    const { body, headers } = signWebhook({ name: 'ping', payload: {}, secret: 'another' })
    expect(await probot.webhooks.verify(body, String(headers['x-hub-signature-256']))).toBe(false)
  })

  test('creates a new id for each webhook by default', () => {
    const parts = { name: 'ping', payload: {}, secret: SECRET }
    const ids = [signWebhook(parts), signWebhook(parts), signWebhook({ ...parts, guid: 'again' })].map(
      ({ headers }) => headers['x-github-delivery'],
    )
    expect(new Set(ids).size).toBe(3)
    expect(ids[2]).toBe('again')
  })
})

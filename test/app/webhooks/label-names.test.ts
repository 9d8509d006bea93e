import { expect, test } from 'vitest'
import { toDelivery } from '../../../src/app/webhooks/events.ts'
import { about } from '../../support/made-up-bot.ts'
import { sampleOf } from '../../support/secrets.ts'

function stored(name: string): string {
  const ref = { owner: 'acme', repo: 'gateway', number: 1 }
  const payload = { ...about(ref), action: 'unlabeled', label: { name } }
  return toDelivery({ id: 'guid', name: 'issues', payload }, 1)?.payload ?? ''
}

test('a removed label is stored with its name', () => {
  expect(JSON.parse(stored('auth:  lost badge'))).toMatchObject({ label: { name: 'auth:  lost badge' } })
})

test('a credential in the name of a label is not stored', () => {
  const { secret } = sampleOf('github-token')
  expect(stored(`broken ${secret}`)).toContain('broken [redacted:github-token]')
  expect(stored(`broken ${secret}`)).not.toContain(secret)
})

import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { alarmSecretOf } from '../../../src/app/alarms/alarm-hook.ts'
import { alarmOf } from '../../adapters/store/contract-alarms.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

test('alarms lists what is stored, as text and as one JSON document', async () => {
  await using place = await temporaryFolder()
  const path = join(place.folder, 'store.sqlite')
  vi.stubEnv('STORE_PATH', path)
  const { store } = await openStore({ path })
  const alarm = alarmOf({ kind: 'regression', follows: 'version', what: '2.0' })
  await store.keepAlarm({ owner: 'Acme', repo: 'desktop' }, alarm)
  await store.close()
  expect((await runCommand('alarms', 'acme/desktop')).out).toBe(
    'regression: missing-scope (version 2.0), 2026-11-18 11:06 UTC to 2026-11-18 11:06 UTC, 3 people: #1, #2, #3',
  )
  expect(JSON.parse((await runCommand('alarms', 'acme/desktop', '--json')).out)).toEqual([alarm])
  expect((await runCommand('alarms', 'acme/other')).out).toBe('No alarms.')
  vi.unstubAllEnvs()
})

test('alarms prints the secret of one repository, if the operator has set a key', async () => {
  await using place = await temporaryFolder()
  const path = join(place.folder, 'store.sqlite')
  vi.stubEnv('STORE_PATH', path)
  const { store } = await openStore({ path })
  await store.claimRepository({ id: 7, owner: 'Acme', repo: 'desktop', ownerId: 1, at: 1 })
  await store.close()
  expect((await runCommand('alarms', 'acme/desktop', '--secret')).err).toContain('ALARM_WEBHOOK_KEY is not set')
  vi.stubEnv('ALARM_WEBHOOK_KEY', 'k'.repeat(32))
  expect((await runCommand('alarms', 'acme/desktop', '--secret')).out).toBe(alarmSecretOf('k'.repeat(32), { id: 7 }))
  expect((await runCommand('alarms', 'acme/other', '--secret')).err).toContain('no repository acme/other')
  vi.unstubAllEnvs()
})

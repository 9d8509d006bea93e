import { chmod, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeEnvFile } from '../../../src/adapters/config/env-file.ts'
import { readProcessSettings } from '../../../src/adapters/config/environment.ts'
import { generateAppKey } from '../../support/app-key.ts'
import { temporaryFolder } from '../../support/command-line.ts'

test('values are replaced or added, and everything else is kept', async () => {
  await using it = await temporaryFolder([{ path: '.env', text: '# mine\nPORT=4000\nAPP_ID=1\n' }])
  const path = join(it.folder, '.env')
  writeEnvFile(path, { APP_ID: '4242', WEBHOOK_SECRET: 'abc' })
  expect(await readFile(path, 'utf8')).toBe('# mine\nPORT=4000\nAPP_ID=4242\nWEBHOOK_SECRET=abc\n')
})

test('a private key survives, and only its owner may read the file', async () => {
  await using it = await temporaryFolder()
  const path = join(it.folder, '.env')
  const key = generateAppKey()
  writeEnvFile(path, { APP_ID: '4242', PRIVATE_KEY: `"${key}"` })
  const lines = (await readFile(path, 'utf8')).trim().split('\n')
  const environment = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  expect(readProcessSettings(environment).credentials).toEqual({ appId: 4242, privateKey: key })
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test.skipIf(process.platform === 'win32')('a file that everybody could read is read by its owner alone', async () => {
  await using it = await temporaryFolder([{ path: '.env', text: 'PORT=4000\n' }])
  const path = join(it.folder, '.env')
  await chmod(path, 0o644)
  writeEnvFile(path, { PRIVATE_KEY: 'abc' })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('the example names only variables that exist', async () => {
  const text = await readFile(new URL('../../../.env.example', import.meta.url), 'utf8')
  const page = await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')
  const names = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(8)
  for (const name of names) expect(page).toContain(`| \`${name}\` |`)
})

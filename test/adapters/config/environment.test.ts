import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readProcessSettings } from '../../../src/adapters/config/environment.ts'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { generateAppKey } from '../../support/app-key.ts'
import { removeFolder, temporaryFolder } from '../store/places.ts'

const folder = temporaryFolder()
const key = generateAppKey()
const keyPath = join(folder, 'app.pem')
writeFileSync(keyPath, key)

afterAll(() => removeFolder(folder))

describe('readProcessSettings', () => {
  test('reads the API of an Enterprise Server from its host, unless a URL is given', () => {
    const apiUrl = (environment: NodeJS.ProcessEnv) => readProcessSettings(environment).apiUrl
    expect(apiUrl({ GHE_HOST: 'github.acme.example' })).toBe('https://github.acme.example/api/v3')
    expect(apiUrl({ GHE_HOST: 'localhost:4000', GHE_PROTOCOL: 'http' })).toBe('http://localhost:4000/api/v3')
    expect(apiUrl({ GHE_HOST: 'a.example', GITHUB_API_URL: 'https://b.example/api/v3' })).toBe(
      'https://b.example/api/v3',
    )
  })

  test('ignores a relay in production', () => {
    const environment = { WEBHOOK_PROXY_URL: 'https://smee.io/abc' }
    expect(readProcessSettings(environment).webhookProxy).toBe('https://smee.io/abc')
    expect(readProcessSettings({ ...environment, NODE_ENV: 'production' }).webhookProxy).toBeNull()
  })

  test('returns a default for everything except the credentials and the secret', () => {
    expect(readProcessSettings({})).toEqual({
      credentials: null,
      webhookSecrets: [],
      webhookPath: '/api/github/webhooks',
      host: 'localhost',
      port: 3000,
      logLevel: 'info',
      storePath: 'auth-triage.sqlite',
      databaseUrl: null,
      packFolder: shippedPack(),
      apiUrl: 'https://api.github.com',
      attachmentHosts: [],
      writeGapMs: 1000,
      pages: 'public',
      publicUrl: null,
      trustedProxies: 0,
      oauth: null,
      oauthMissing: null,
      webhookProxy: null,
      sweepEveryMs: 300_000,
      backfillLimit: 50_000,
      reactionsEveryMs: 3_600_000,
      outcomesEveryMs: 21_600_000,
      weeklyEveryMs: 60 * 60_000,
      alarmWebhookKey: null,
      backlogLimit: 10_000,
      metricsToken: null,
      isStopped: false,
      repositoriesMayLoosen: false,
      production: false,
    })
  })

  test('treats an empty or blank variable as not set', () => {
    expect(readProcessSettings({ PORT: '', HOST: '  ', APP_ID: '""', PRIVATE_KEY: ' ', WEBHOOK_SECRET: '' })).toEqual(
      readProcessSettings({}),
    )
  })

  test.each([
    ['PORT', '0', { port: 0 }],
    ['PAGES', 'signed-in', { pages: 'signed-in' }],
    ['PAGES', 'off', { pages: 'off' }],
    ['TRUSTED_PROXIES', '2', { trustedProxies: 2 }],
    ['WEBHOOK_SECRET', ' padded ', { webhookSecrets: ['padded'] }],
    ['WEBHOOK_SECRET', "'quoted'", { webhookSecrets: ['quoted'] }],
    ['WEBHOOK_SECRET', '"not at both ends', { webhookSecrets: ['"not', 'at', 'both', 'ends'] }],
    ['WEBHOOK_SECRET', 'new  old', { webhookSecrets: ['new', 'old'] }],
    ['SWEEP_MINUTES', '0.5', { sweepEveryMs: 30_000 }],
    ['GITHUB_API_URL', 'https://ghe.example/api/v3/', { apiUrl: 'https://ghe.example/api/v3' }],
    ['WRITE_GAP_MS', '0', { writeGapMs: 0 }],
    ['STOPPED', 'true', { isStopped: true }],
    ['REPOSITORIES_MAY_LOOSEN', 'true', { repositoriesMayLoosen: true }],
    ['NODE_ENV', 'production', { production: true }],
    ['NODE_ENV', 'development', { production: false }],
  ])('reads %s=%j', (name, value, expected) => {
    expect(readProcessSettings({ [name]: value })).toMatchObject(expected)
  })
})

describe('credentials', () => {
  const asOneLine = key.replaceAll('\n', '\\n')
  test.each([
    ['unchanged', { PRIVATE_KEY: key }, key.trim()],
    ['on one line', { PRIVATE_KEY: asOneLine }, key],
    ['in the quotes that `docker run --env-file` keeps', { PRIVATE_KEY: `"${asOneLine}"` }, key],
    ['from its path', { PRIVATE_KEY_PATH: keyPath }, key],
    ['from PRIVATE_KEY rather than from its path', { PRIVATE_KEY: key, PRIVATE_KEY_PATH: 'nowhere.pem' }, key.trim()],
  ])('reads the private key %s', (_, variables, privateKey) => {
    expect(readProcessSettings({ APP_ID: '7', ...variables }).credentials).toEqual({ appId: 7, privateKey })
  })

  test.each([
    ['no key', { APP_ID: '7' }, 'neither PRIVATE_KEY nor PRIVATE_KEY_PATH'],
    ['no id', { PRIVATE_KEY: key }, 'APP_ID is not set'],
    ['a value that is not a key', { APP_ID: '7', PRIVATE_KEY: 'hunter2' }, 'not in PEM format'],
    ['a truncated key', { APP_ID: '7', PRIVATE_KEY: key.slice(0, 400) }, 'not in PEM format'],
    ['a path to a missing file', { APP_ID: '7', PRIVATE_KEY_PATH: join(folder, 'no.pem') }, join(folder, 'no.pem')],
  ])('rejects %s', (_, variables, words) => {
    expect(() => readProcessSettings(variables)).toThrow(
      expect.objectContaining({ code: 'environment-invalid', message: expect.stringContaining(words) }),
    )
  })

  test('does not repeat the key in the error', () => {
    expect(() => readProcessSettings({ APP_ID: '7', PRIVATE_KEY: 'hunter2' })).not.toThrow('hunter2')
  })
})

describe('an invalid value', () => {
  test.each([
    ['APP_ID', 'Iv23liAbCdEf', 'the number that the App settings call "App ID", not the client ID'],
    ['GITHUB_API_URL', 'api.github.com', 'a URL that begins with https:// or http://'],
  ])('says what %s=%s has to be', (name, value, words) => {
    expect(() => readProcessSettings({ [name]: value })).toThrow(`${name}: expected ${words}`)
  })

  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['APP_ID', 'mine'],
    ['APP_ID', '0'],
    ['LOG_LEVEL', 'loud'],
    ['WEBHOOK_PATH', 'hook'],
    ['GITHUB_API_URL', 'ftp://example.com'],
    ['GITHUB_API_URL', 'api.github.com'],
    ['WRITE_GAP_MS', '-5'],
    ['STOPPED', 'yes'],
  ])('is rejected with the variable name: %s=%s', (name, value) => {
    expect(() => readProcessSettings({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'environment-invalid', message: expect.stringContaining(`\n${name}: `) }),
    )
  })

  test('is listed together with the other invalid values', () => {
    expect(() => readProcessSettings({ PORT: 'x', WRITE_GAP_MS: 'y' })).toThrow(/PORT: .*\nWRITE_GAP_MS: /)
  })
})

describe('ATTACHMENT_HOSTS', () => {
  test('accepts host names, separated by spaces or commas', () => {
    const { attachmentHosts } = readProcessSettings({ ATTACHMENT_HOSTS: 'Files.Example.com, logs-*.example.org' })
    expect(attachmentHosts).toEqual(['files.example.com', 'logs-*.example.org'])
  })

  test.each(['*', '*.com', '127.0.0.1', '10.0.0.1:80', 'localhost', 'https://a.example', '[::1]', '*.*.example.com.'])(
    'rejects %s',
    (rule) => {
      expect(() => readProcessSettings({ ATTACHMENT_HOSTS: rule })).toThrow('ATTACHMENT_HOSTS')
    },
  )
})

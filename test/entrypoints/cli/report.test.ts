import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'

const API = 'https://api.github.com'
const URL = 'https://github.com/acme/app/issues/1'
const ISSUE = {
  title: 'It fails',
  body: 'See #2',
  state: 'open',
  labels: [],
  created_at: '2026-05-01T00:00:00Z',
  user: { login: 'ann' },
}

useRecordedReplies()

function answer(number: number) {
  return nock(API)
    .get(`/repos/acme/app/issues/${number}`)
    .reply(200, { ...ISSUE, html_url: `https://github.com/acme/app/issues/${number}` })
}

describe('report', () => {
  test('writes the document to a file', async () => {
    await using it = await temporaryFolder()
    answer(1)
    answer(2)
    nock(API)
      .get(/timeline/)
      .query(true)
      .times(2)
      .reply(200, [])
    nock(API).get('/repos/acme/app/releases').query(true).reply(200, [])
    const out = join(it.folder, 'report.md')
    expect(await runCommand('report', URL, '--out', out, '--cache', it.folder)).toEqual({ code: 0, out: '', err: '' })
    expect(await readFile(out, 'utf8')).toMatch(/^# Report on acme\/app\\#1: It fails\n/)
  })

  test('is partial at the rate limit, says so, and continues from there', async () => {
    await using it = await temporaryFolder()
    answer(1)
    nock(API)
      .get(/issues\/1\/timeline/)
      .query(true)
      .reply(200, [])
    nock(API).get('/repos/acme/app/issues/2').reply(429, {}, { 'retry-after': '600' })
    const first = await runCommand('report', URL, '--cache', it.folder)
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringContaining('run the same command again later to continue'),
    })
    expect(first.err).toContain('Run the command again in 10 min')
    answer(2)
    nock(API)
      .get(/issues\/2\/timeline/)
      .query(true)
      .reply(200, [])
    nock(API).get('/repos/acme/app/releases').query(true).reply(200, [])
    const second = await runCommand('report', URL, '--cache', it.folder)
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).not.toContain('## Not read')
  })

  test('says when to retry if the rate limit is already used up', async () => {
    await using it = await temporaryFolder()
    nock(API).get('/repos/acme/app/issues/1').reply(429, {}, { 'retry-after': '600' })
    const { code, err } = await runCommand('report', URL, '--cache', it.folder)
    expect([code, err]).toEqual([1, expect.stringContaining('Run the command again in 10 min')])
  })

  test('exits with 1 and one sentence for a missing issue', async () => {
    await using it = await temporaryFolder()
    nock(API).get('/repos/acme/app/issues/1').reply(404, {})
    const { code, out, err } = await runCommand('report', URL, '--cache', it.folder)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('does not exist or is not accessible')
  })

  test.each([
    ['a URL that is not an issue', ['https://github.com/acme/app']],
    ["a server other than the token's", ['https://github.example.com/acme/app/issues/1']],
    ['a depth above the maximum', [URL, '--depth', '9']],
  ])('rejects %s with 2', async (_, args) => {
    expect(await runCommand('report', ...args)).toMatchObject({ code: 2, out: '' })
  })
})

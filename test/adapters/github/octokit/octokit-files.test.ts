import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, octokitSubject, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const repository = { owner: 'Acme', repo: 'gateway' }
const path = '.github/auth-triage.yml'
const PATH = '/repos/Acme/gateway/contents/.github%2Fauth-triage.yml'
const FILE = {
  type: 'file',
  encoding: 'base64',
  size: 14,
  path,
  content: `${Buffer.from('mode: comment\n').toString('base64')}\n`,
}

describe('a file', () => {
  test('has a version, and is `unchanged` while it has that version', async () => {
    nock(API).get(PATH).reply(200, FILE, { etag: 'W/"abc"' })
    const github = octokitSubject()
    expect(await github.readFile({ repository, path })).toEqual({ text: 'mode: comment\n', version: 'W/"abc"' })
    nock(API).get(PATH).matchHeader('if-none-match', 'W/"abc"').reply(304)
    expect(await github.readFile({ repository, path, known: 'W/"abc"' })).toBe('unchanged')
  })

  test('larger than 1 MB has no content and is too large', async () => {
    nock(API)
      .get(PATH)
      .reply(200, { ...FILE, encoding: 'none', content: '' })
    expect(await octokitSubject().readFile({ repository, path })).toBe('too-large')
  })

  test.each([
    ['a submodule', { type: 'submodule', path }],
    ['a folder', [FILE]],
  ])('that is %s is absent', async (_, response) => {
    nock(API).get(PATH).reply(200, response)
    expect(await octokitSubject().readFile({ repository, path })).toBe('absent')
  })

  test('throws when GitHub is unavailable, because a repository’s settings must not be ignored', async () => {
    nock(API).get(PATH).reply(502)
    const refusal = await refusalOf(octokitSubject().readFile({ repository, path }))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable', permanent: false })
  })
})

test('is read at a commit if one is given', async () => {
  nock(API)
    .get(`${PATH}?ref=${'a'.repeat(40)}`)
    .reply(200, FILE)
  const file = await octokitSubject().readFile({ repository, path, commit: 'a'.repeat(40) })
  expect(file).toMatchObject({ text: 'mode: comment\n' })
})

test('lists the files in a folder by path and size, without folders or links', async () => {
  const other = { ...FILE, type: 'dir', path: 'x' }
  nock(API)
    .get(PATH)
    .reply(200, [FILE, other, { ...other, type: 'symlink' }], { etag: '"1"' })
  expect(await octokitSubject().listFiles({ repository, path })).toEqual({
    files: [{ path, bytes: 14 }],
    version: '"1"',
  })
})

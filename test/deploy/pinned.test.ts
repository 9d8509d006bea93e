/** What others publish is named by its content: a tag of an Action or an image can be moved to other code. */
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHECKOUT } from './dockerfile.ts'

/** What is named otherwise, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'auth-triage/auth-triage@v0': 'our own; the page beside it says how to name a commit',
  'auth-triage': 'the image that the line before it builds here',
}

/** Where an Action or an image may be named: not in what is tried out on the bot, nor in what it recognises. */
const PLACES = ['.github', '.ci', '*.md', '*.yml', '*.yaml', 'Dockerfile*', 'docs', 'src', 'scripts']
const ELSEWHERE = [':!test', ':!signatures', ':!docs/signatures', ':!dist-action', ':!bench']

const files = execFileSync('git', ['ls-files', '--', ...PLACES, ...ELSEWHERE], { cwd: CHECKOUT, encoding: 'utf8' })
const lines = (
  await Promise.all(
    files
      .trim()
      .split('\n')
      .map(async (file) => (await readFile(join(CHECKOUT, file), 'utf8')).split('\n').map((text) => ({ file, text }))),
  )
).flat()

interface Use {
  readonly file: string
  readonly name: string
  /** What stands behind it on the line. */
  readonly rest: string
}

function usesBy(pattern: RegExp): readonly Use[] {
  return lines.flatMap(({ file, text }) => {
    const [, name, rest = ''] = pattern.exec(text) ?? []
    return name === undefined || Object.hasOwn(EXCEPTIONS, name) ? [] : [{ file, name, rest }]
  })
}

const actions = usesBy(/^\s*(?:- )?uses: *["']?([^\s"'#]+)["']?(.*)$/)
const images = [
  ...usesBy(/^\s*image: *["']?([^\s"'#]+)/),
  ...usesBy(/^FROM (?:--\S+ )*(\S+)/),
  ...usesBy(/^(?:docker|podman) (?:run|pull|create) (?:.* )?([^\s-]\S*)$/),
]

test('every Action is named by its commit, with its release as a comment', () => {
  const loose = actions.filter(({ name, rest }) => !/@[0-9a-f]{40}$/.test(name) || !/^ # v\d+\.\d+\.\d+$/.test(rest))
  expect(loose).toEqual([])
  expect(new Set(actions.map(({ file }) => file))).toEqual(
    new Set(['.github/workflows/check.yml', '.github/workflows/release.yml', 'docs/action.md']),
  )
})

test('every image is named by its digest, with its version as a tag', () => {
  expect(images.filter(({ name }) => !/^[\w./-]+:\d[\w.-]*@sha256:[0-9a-f]{64}$/.test(name))).toEqual([])
  expect(new Set(images.map(({ file }) => file))).toEqual(new Set(['Dockerfile', 'compose.yaml']))
})

test('one release of an Action or image is named everywhere alike', () => {
  const byName = Map.groupBy([...actions, ...images], ({ name }) => name.split(/[@:]/)[0])
  for (const [name, uses] of byName) expect([name, new Set(uses.map((it) => it.name)).size]).toEqual([name, 1])
})

test('no exception is left that nothing needs', () => {
  const all = lines.map(({ text }) => text).join('\n')
  for (const name of Object.keys(EXCEPTIONS)) expect(all).toContain(name)
})

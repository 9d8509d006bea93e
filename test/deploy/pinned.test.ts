/** Dependencies are pinned by content, because the tag of an Action or image can be moved to other code. */
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHECKOUT } from './dockerfile.ts'

/** Names that are not pinned, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'auth-triage/auth-triage@v0': 'our own; the page explains how to pin a commit',
  'auth-triage': 'the image that the previous line builds',
}

/** Files that may name an Action or an image, excluding test data and signatures. */
const INCLUDED = ['.github', '.ci', '*.md', '*.yml', '*.yaml', 'Dockerfile*', 'docs', 'src', 'scripts']
const EXCLUDED = [':!test', ':!signatures', ':!docs/signatures', ':!dist-action', ':!bench']

const files = execFileSync('git', ['ls-files', '--', ...INCLUDED, ...EXCLUDED], { cwd: CHECKOUT, encoding: 'utf8' })
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
  /** The rest of the line. */
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

test('every Action is pinned to a commit, with its release as a comment', () => {
  const unpinned = actions.filter(({ name, rest }) => !/@[0-9a-f]{40}$/.test(name) || !/^ # v\d+\.\d+\.\d+$/.test(rest))
  expect(unpinned).toEqual([])
  expect(new Set(actions.map(({ file }) => file))).toEqual(
    new Set(['.github/workflows/check.yml', '.github/workflows/release.yml', 'docs/action.md']),
  )
})

test('every image is pinned to a digest, with its version as a tag', () => {
  expect(images.filter(({ name }) => !/^[\w./-]+:\d[\w.-]*@sha256:[0-9a-f]{64}$/.test(name))).toEqual([])
  expect(new Set(images.map(({ file }) => file))).toEqual(new Set(['Dockerfile', 'compose.yaml']))
})

test('every Action and image has the same version everywhere', () => {
  const byName = Map.groupBy([...actions, ...images], ({ name }) => name.split(/[@:]/)[0])
  for (const [name, uses] of byName) expect([name, new Set(uses.map((it) => it.name)).size]).toEqual([name, 1])
})

test('every exception is used', () => {
  const all = lines.map(({ text }) => text).join('\n')
  for (const name of Object.keys(EXCEPTIONS)) expect(all).toContain(name)
})

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { copiedPaths, missingFromPackage, provenanceProblems } from '../../scripts/release-check.ts'

const CHECKOUT = join(import.meta.dirname, '../..')
const manifest = JSON.parse(await readFile(join(CHECKOUT, 'package.json'), 'utf8'))
const workflow = await readFile(join(CHECKOUT, '.github/workflows/release.yml'), 'utf8')

describe('provenance', () => {
  test('has everything that it needs', () => {
    expect(provenanceProblems(manifest, workflow)).toEqual([])
  })

  test.each([
    ['without a repository', { repository: undefined }, workflow, '`repository.url`'],
    ['with a repository elsewhere', { repository: { url: 'https://example.com/x' } }, workflow, '`repository.url`'],
    ['without an author', { author: '' }, workflow, '`author`'],
    ['without a token', {}, workflow.replace('id-token: write', 'id-token: none'), '`id-token: write`'],
    ['without the option', {}, workflow.replace('--provenance ', ''), '`--provenance`'],
  ])('%s is refused', (_, changes, text, words) => {
    expect(provenanceProblems({ ...manifest, ...changes }, text)).toEqual([expect.stringContaining(words)])
  })
})

test('a package without a file that package.json names is incomplete', () => {
  const packed = ['README.md', 'LICENSE', 'app.yml', 'signatures/topic.yaml', 'package.json', ...manifest.man]
  const dist = ['dist/index.js', 'dist/index.d.ts', 'dist/app.js', 'dist/app.d.ts', 'dist/entrypoints/cli/bin.js']
  expect(missingFromPackage(manifest, [...packed, ...dist])).toEqual([])
  expect(missingFromPackage(manifest, packed)).toEqual(expect.arrayContaining(dist))
})

test('every path that the Dockerfile copies exists', async () => {
  const paths = copiedPaths(await readFile(join(CHECKOUT, 'Dockerfile'), 'utf8'))
  expect(paths).toEqual(expect.arrayContaining(['package-lock.json', 'src', 'signatures', 'app.yml']))
  expect(paths.filter((path) => !existsSync(join(CHECKOUT, path)))).toEqual([])
})

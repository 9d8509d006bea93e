import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findRepeatedNames, findWrongImports, LAYERS } from '../../scripts/layers.ts'

const wrong = (path: string, text: string) => findWrongImports([{ path, text }])

describe('an import', () => {
  test.each([
    ['from a lower layer', 'src/app/triage.ts', "import { diagnose } from '../core/diagnosis/diagnose.ts'"],
    ['from an earlier module', 'src/core/plan/decide.ts', "import type { Report } from '../report/report.ts'"],
    ['within a module', 'src/core/report/read-report.ts', "import { readBlocks } from './read-blocks.ts'"],
    ['of a package, outside core', 'src/adapters/store/store.ts', "import { Kysely } from 'kysely'"],
    ['of a pure package, in core', 'src/core/report/report.ts', "import { z } from 'zod'"],
  ])('is allowed %s', (_, path, text) => {
    expect(wrong(path, text)).toEqual([])
  })

  test.each([
    ['from a higher layer', 'src/core/plan/decide.ts', "import { triageIssue } from '../../app/triage.ts'"],
    [
      'of a type from a higher layer',
      'src/core/plan/plan.ts',
      "import type { Store } from '../../adapters/store/store.ts'",
    ],
    ['from a later module', 'src/core/report/report.ts', "import { diagnose } from '../diagnosis/diagnose.ts'"],
    ['at run time from a later module', 'src/app/triage.ts', "await import('../app/events/process-delivery.ts')"],
    ['over several lines', 'src/core/report/report.ts', "import {\n  diagnose,\n} from '../diagnosis/diagnose.ts'"],
    ['by re-export', 'src/core/report/report.ts', "export { diagnose } from '../diagnosis/diagnose.ts'"],
    ['of the disk, in core', 'src/core/report/report.ts', "import { readFile } from 'node:fs/promises'"],
    ['of a client, in core', 'src/core/plan/plan.ts', "import { Octokit } from '@octokit/rest'"],
    ['of the public API', 'src/app/triage.ts', "import { redact } from '../index.ts'"],
    [
      'of a reserved file, which writes to GitHub',
      'src/app/events/process-delivery.ts',
      "import { createOctokitGitHub } from '../../adapters/github/octokit/octokit-github.ts'",
    ],
  ])('fails the check %s', (_, path, text) => {
    expect(wrong(path, text)).toHaveLength(1)
  })
})

test('an unlisted module fails the check', () => {
  expect(wrong('src/core/helpers/words.ts', '')).toEqual([
    'src/core/helpers/words.ts: core/helpers is not in the list of scripts/layers.ts.',
  ])
})

test('every listed module exists, and the source follows the rule', () => {
  const files = globSync('src/**/*.ts').map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  expect([...findWrongImports(files), ...findRepeatedNames(files)]).toEqual([])
  const modules = Object.entries(LAYERS).flatMap(([layer, names]) => names.map((name) => `src/${layer}/${name}`))
  const missing = modules.filter((it) => !files.some(({ path }) => path === `${it}.ts` || path.startsWith(`${it}/`)))
  expect(missing).toEqual([])
})

test('a name that two files export fails the check; a re-export by the public API does not', () => {
  const files = [
    { path: 'src/core/plan/plan.ts', text: 'export interface Plan {}' },
    { path: 'src/app/triage.ts', text: 'export async function Plan() {}' },
    { path: 'src/index.ts', text: "export type { Plan } from './core/plan/plan.ts'" },
  ]
  expect(findRepeatedNames(files)).toEqual(['Plan is exported by src/core/plan/plan.ts and src/app/triage.ts.'])
})

import { RE2JS } from 're2js'
import { afterEach, expect, test, vi } from 'vitest'
import type { PackPattern } from '../../../../src/core/signatures/scanner/compiled-pattern.ts'
import { compilePattern } from '../../../../src/core/signatures/scanner/patterns.ts'

afterEach(() => vi.restoreAllMocks())

const patternOf = (source: string) => compilePattern(source, false) as PackPattern

test('a program is compiled on first use, and only once while it is in use', () => {
  const pattern = patternOf('invalid_scope: once \\d+')
  const compile = vi.spyOn(RE2JS, 'compile')
  for (let at = 0; at < 3; at++) expect(pattern.find(`invalid_scope: once ${at}`, 0)).not.toBeNull()
  expect(compile).toHaveBeenCalledTimes(1)
})

test('programs that have not been used for long are dropped, since each keeps what texts have taught it', () => {
  const pattern = patternOf('invalid_scope: dropped \\d+')
  expect(pattern.find('invalid_scope: dropped 1', 0)).not.toBeNull()
  for (let at = 0; at < 1_000; at++) patternOf(`invalid_scope: other${at} \\d+`).find(`invalid_scope: other${at} 1`, 0)
  const compile = vi.spyOn(RE2JS, 'compile')
  expect(pattern.find('invalid_scope: dropped 2', 0)).not.toBeNull()
  expect(compile).toHaveBeenCalledTimes(1)
})

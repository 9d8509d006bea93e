import { RE2JS } from 're2js'
import { afterEach, expect, test, vi } from 'vitest'
import { forgetPrograms, type PackPattern } from '../../../../src/core/signatures/scanner/compiled-pattern.ts'
import { compilePattern } from '../../../../src/core/signatures/scanner/patterns.ts'

afterEach(() => vi.restoreAllMocks())

const patternOf = (source: string) => compilePattern(source, false) as PackPattern

test('a program is compiled on first use, and only once while it is in use', () => {
  const pattern = patternOf('invalid_scope: once \\d+')
  const compile = vi.spyOn(RE2JS, 'compile')
  for (let at = 0; at < 3; at++) expect(pattern.find(`invalid_scope: once ${at}`, 0)).not.toBeNull()
  expect(compile).toHaveBeenCalledTimes(1)
})

test('forgotten programs are compiled again when a text needs them', () => {
  const pattern = patternOf('invalid_scope: forgotten \\d+')
  expect(pattern.find('invalid_scope: forgotten 1', 0)).not.toBeNull()
  forgetPrograms()
  const compile = vi.spyOn(RE2JS, 'compile')
  expect(pattern.find('invalid_scope: forgotten 2', 0)).not.toBeNull()
  expect(compile).toHaveBeenCalledTimes(1)
})

import { expect, test } from 'vitest'
import { prefixesIn, unknownPrefixes } from '../../scripts/new-token-prefixes.ts'

test('finds the prefixes of tokens in rules of any language', () => {
  const rules = [
    'pattern: /\\b(?<token>newvendor_[A-Za-z0-9]{36})\\b/g,',
    "regex = '''(ghp_[0-9a-zA-Z]{36})'''",
    '{"pattern": "NEWV[A-Z0-9]{20}"}',
    'const KEY = `two-part-\\w{40}`',
  ]
  expect(prefixesIn(rules.join('\n'))).toEqual(['NEWV', 'ghp_', 'newvendor_', 'two-part-'])
})

test('leaves out what is too short for a token', () => {
  expect(prefixesIn('/user_[a-z]{3}/ /id-\\w{1,8}/ /[a-z]{40}/')).toEqual([])
})

test('reports only prefixes that no rule of ours knows', () => {
  expect(unknownPrefixes(['ghp_', 'newvendor_', 'AKIA', 'sk-ant-api', 'NEWV'])).toEqual(['newvendor_', 'NEWV'])
})

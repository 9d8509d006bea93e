import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { renderCandidateTest } from '../../../src/core/outcomes/candidate-test.ts'

test('a contradicted answer becomes an example for the cause that was said', () => {
  const lines = ['error: "torn-ticket" found', 'status: 401']
  const text = renderCandidateTest({ title: 'Login: fails', lines, answered: 'lost-badge', cause: 'torn-ticket' })
  expect(parse(text)).toEqual([
    {
      name: 'answered lost-badge, ended with torn-ticket',
      report: '# Login: fails\n\n```\nerror: "torn-ticket" found\nstatus: 401\n```\n',
      expect: { signature: 'torn-ticket' },
    },
  ])
})

test('a report without error lines has its title only', () => {
  const text = renderCandidateTest({ title: 'Login fails', lines: [], answered: 'a', cause: 'b' })
  expect(parse(text)[0].report).toBe('# Login fails\n')
})

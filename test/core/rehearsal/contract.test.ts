import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { contractFor } from '../../../src/core/rehearsal/contract.ts'
import { contractForm, renderContractPage } from '../../../src/core/rehearsal/contract-form.ts'
import { rehearseIssue } from '../../../src/core/rehearsal/rehearse.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'

const rules = plainRules(await openPack())
const past = (number: number, title: string, body: string) => ({
  ...{ number, title, body, labels: [], author: 'a', createdAt: 0, open: true, commentCount: 0, comments: [] },
})
const ISSUES = [
  past(1, 'OAuth login fails', 'I cannot log in: OAuth login fails with invalid_scope'),
  past(
    2,
    'Login fails',
    'I cannot log in to the app, the login fails every time.\n\n### Version\n\n1.2.3\n\n### OS\n\nWindows',
  ),
].map((issue) => rehearseIssue(issue, rules))
const asked = ISSUES.filter(({ diagnosis }) => diagnosis.decision === 'ask')
const contract = contractFor(asked, rules)

test('counts the facts that the reports lack', () => {
  expect(asked.length).toBe(2)
  expect(contract).toMatchObject({ questions: 2, without: { log: 2, version: 1, os: 1 } })
})

test('tries out the line that names the leading cause', () => {
  expect(contract.lines).toMatchObject([{ signature: 'invalid-scope', questions: 1, decided: 1 }])
  expect(contract.lines[0]?.line).toMatch(/invalid_scope/)
})

test('the form asks for what is missing and sets existing labels', () => {
  const form = parse(contractForm({ contract, labels: ['area:auth'] }))
  expect(form).toMatchObject({ name: 'Authentication problem', labels: ['area:auth'] })
  const fields = form.body.map(({ id, validations }: { id: string; validations: { required: boolean } }) => [
    id,
    validations.required,
  ])
  expect(fields).toEqual([
    ['version', true],
    ['os', true],
    ['log', true],
    ['question-1', false],
    ['question-2', false],
  ])
})

test('nothing is required in a repository without questions', () => {
  const form = parse(contractForm({ contract: contractFor([], rules), labels: [] }))
  expect(form.body.every(({ validations }: { validations: { required: boolean } }) => !validations.required)).toBe(true)
})

test('the page contains the form', () => {
  const page = renderContractPage({ owner: 'acme', repo: 'app' }, 2, { contract, labels: [] })
  expect(page).toContain('Of 2 issues, 2 would have got a question.')
  expect(page).toContain(contractForm({ contract, labels: [] }).trimEnd())
})

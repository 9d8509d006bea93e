import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const CHECKOUT = join(import.meta.dirname, '../../..')
const page = await readFile(join(CHECKOUT, 'docs/action.md'), 'utf8')
const workflow = parse(/^```yaml\n(?<text>.*?)^```$/ms.exec(page)?.groups?.['text'] ?? '')
const action = parse(await readFile(join(CHECKOUT, 'action.yml'), 'utf8'))

test('the example requests only issues: write and contents: read', () => {
  expect(workflow.permissions).toEqual({})
  expect(workflow.jobs.triage.permissions).toEqual({ issues: 'write', contents: 'read' })
})

test('the example checks nothing out and runs no shell command', () => {
  const steps: readonly { readonly uses?: string; readonly run?: string }[] = workflow.jobs.triage.steps
  expect(steps.map(({ uses = '' }) => uses.split('@')[0])).toEqual(['actions/cache', 'auth-triage/auth-triage'])
  expect(steps.filter(({ run }) => run !== undefined)).toEqual([])
})

test('the example pins other Actions by digest', () => {
  const [cache] = workflow.jobs.triage.steps
  expect(cache.uses).toMatch(/^actions\/cache@[0-9a-f]{40}$/)
})

test('the page names the settings file', () => {
  expect(page).toContain('.github/auth-triage.yml')
})

/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#branding */
const COLOURS = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']
/** Of the Feather icons v4.28.0, those that the Marketplace does not accept. */
const OMITTED_ICONS =
  'coffee columns divide-circle divide-square divide frown hexagon key meh mouse-pointer smile tool x-octagon'.split(
    ' ',
  )

test('the Marketplace accepts the description, the icon and the colour', () => {
  expect(action.description.length).toBeLessThanOrEqual(125)
  expect(OMITTED_ICONS).not.toContain(action.branding.icon)
  expect(COLOURS).toContain(action.branding.color)
})

test('the page lists every input with its default', () => {
  const named = [...page.matchAll(/^\| `(?<name>[a-z-]+)` \|/gm)].map(({ groups }) => groups?.['name'])
  expect(named).toEqual(Object.keys(action.inputs))
  for (const input of ['mode', 'state']) expect(page).toContain(`| \`${action.inputs[input].default}\` |`)
})

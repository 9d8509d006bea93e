import { expect, test } from 'vitest'
import { environmentJsonSchema } from '../../../src/adapters/config/environment-variables.ts'
import { renderConfigurationPage } from '../../../src/core/documentation/configuration-page.ts'
import { settingsJsonSchema } from '../../../src/core/settings/repository-settings.ts'
import { describeSchema } from '../../../src/core/signatures/form.ts'

const SETTINGS = settingsJsonSchema()
const page = renderConfigurationPage({ settings: SETTINGS, environment: environmentJsonSchema() })

test('every setting has a row and a description', () => {
  const fields = describeSchema(SETTINGS)
  expect(fields.filter(({ description }) => description === '')).toEqual([])
  expect(fields.length).toBeGreaterThan(30)
  for (const { path } of fields) expect(page).toContain(`| \`${path}\` |`)
})

test('every environment variable has a row and a description', () => {
  for (const name of Object.keys(environmentJsonSchema().properties ?? {}))
    expect(page).toMatch(new RegExp(`\\| \`${name}\` \\| \\S`))
})

test('defaults are shown as written in the file', () => {
  expect(page).toMatch(/`mode` \|.*\| `comment` \|\n/)
  expect(page).toMatch(/`duplicates.links` \|.*\| `3` \|\n/)
})

test('contains no path of the current machine', () => {
  expect(page).not.toContain(process.cwd())
})

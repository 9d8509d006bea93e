import { expect, test } from 'vitest'
import { environmentJsonSchema } from '../../../src/adapters/config/environment.ts'
import { renderConfigurationPage } from '../../../src/core/documentation/configuration-page.ts'
import { settingsJsonSchema } from '../../../src/core/settings/repository-settings.ts'
import { describeSchema } from '../../../src/core/signatures/form.ts'

const SETTINGS = settingsJsonSchema()
const page = renderConfigurationPage({ settings: SETTINGS, environment: environmentJsonSchema() })

test('every setting says what it does', () => {
  const fields = describeSchema(SETTINGS)
  expect(fields.filter(({ says }) => says === '')).toEqual([])
  expect(fields.length).toBeGreaterThan(30)
  for (const { path } of fields) expect(page).toContain(`| \`${path}\` |`)
})

test('every environment variable has its row with a meaning', () => {
  for (const name of Object.keys(environmentJsonSchema().properties ?? {}))
    expect(page).toMatch(new RegExp(`\\| \`${name}\` \\| \\S`))
})

test('defaults are shown as one writes them', () => {
  expect(page).toMatch(/`mode` \|.*\| `comment` \|\n/)
  expect(page).toMatch(/`duplicates.links` \|.*\| `3` \|\n/)
})

test('holds no path of the machine that made it', () => {
  expect(page).not.toContain(process.cwd())
})

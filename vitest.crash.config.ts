import { defineConfig } from 'vitest/config'
import ordinary from './vitest.config.ts'

// biome-ignore lint/style/noProcessEnv: a setting of the tests, and none of the program's.
const seed = process.env['CRASH_SEED']

/** `npm run test:crash`: the crash test alone, with as many kills as it takes to believe it. */
export default defineConfig({
  ...ordinary,
  test: {
    ...ordinary.test,
    include: ['test/e2e/crashes.test.ts'],
    provide: { ...ordinary.test?.provide, kills: 200, crashSeed: seed === undefined ? null : Number(seed) },
    testTimeout: 3_600_000,
  },
})

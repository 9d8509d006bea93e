import { defineConfig } from 'vitest/config'
import ordinary, { SERVICES } from './vitest.config.ts'

// biome-ignore lint/style/noProcessEnv: settings for the tests, not for the program
const { CRASH_SEED: seed, CRASH_KILLS: kills } = process.env

/** `npm run test:crash`: the crash test alone, with many more kills. */
const { projects: _, ...test } = ordinary.test ?? {}

export default defineConfig({
  ...ordinary,
  test: {
    ...test,
    globalSetup: SERVICES,
    include: ['test/e2e/crashes.test.ts'],
    provide: {
      kills: Number(kills ?? 200),
      growthSeed: 1,
      mutationRounds: 1,
      crashSeed: seed === undefined ? null : Number(seed),
    },
    testTimeout: 3_600_000,
  },
})

import { defineConfig } from 'vitest/config'
import ordinary, { SERVICES } from './vitest.config.ts'

// biome-ignore lint/style/noProcessEnv: settings for the tests, not for the program
const { HOSTILE_SHAPES: count, HOSTILE_SEED: seed, HOSTILE_ROADS: roads } = process.env

const { projects: _, ...test } = ordinary.test ?? {}

/**
 * `npm run test:hostile`: input that strangers could use to stop the bot. It measures time, so nothing else may run at
 * the same time.
 */
export default defineConfig({
  ...ordinary,
  test: {
    ...test,
    globalSetup: SERVICES,
    include: ['test/hostile/**/*.test.ts'],
    exclude: [],
    provide: {
      ...test.provide,
      mutationRounds: 4,
      hostileShapes: count === undefined ? null : Number(count),
      hostileSeed: seed === undefined ? null : Number(seed),
      hostileRoads: roads?.split(',') ?? null,
    },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})

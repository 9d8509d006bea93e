import { defineConfig } from 'vitest/config'
import ordinary, { SERVICES } from './vitest.config.ts'

// biome-ignore lint/style/noProcessEnv: settings of the tests, not of the program
const { HOSTILE_SHAPES: count, HOSTILE_SEED: seed, HOSTILE_ROADS: roads } = process.env

const { projects: _, ...test } = ordinary.test ?? {}

/** `npm run test:hostile`: input with which strangers could stop the bot. It measures time, so nothing else may run. */
export default defineConfig({
  ...ordinary,
  test: {
    ...test,
    globalSetup: SERVICES,
    include: ['test/hostile/**/*.test.ts'],
    exclude: [],
    provide: {
      ...test.provide,
      hostileShapes: count === undefined ? null : Number(count),
      hostileSeed: seed === undefined ? null : Number(seed),
      hostileRoads: roads?.split(',') ?? null,
    },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})

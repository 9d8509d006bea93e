import { defineConfig } from 'vitest/config'
import ordinary, { SERVICES } from './vitest.config.ts'

// biome-ignore lint/style/noProcessEnv: settings of the tests, and none of the program's.
const { HOSTILE_SHAPES: count, HOSTILE_SEED: seed, HOSTILE_ROADS: roads } = process.env

const { projects: _, ...test } = ordinary.test ?? {}

/** `npm run test:hostile`: what strangers may send to stop the bot. It measures time, so that nothing else runs beside. */
export default defineConfig({
  ...ordinary,
  test: {
    ...test,
    globalSetup: SERVICES,
    include: ['test/hostile/**/*.test.ts'],
    exclude: [],
    provide: {
      ...test.provide,
      ...{
        hostileShapes: count === undefined ? null : Number(count),
        hostileSeed: seed === undefined ? null : Number(seed),
      },
      hostileRoads: roads?.split(',') ?? null,
    },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})

import { defineConfig, type Plugin } from 'vitest/config'

// biome-ignore lint/style/noProcessEnv: a setting of the tests, and none of the program's.
const seed = process.env['HOSTILE_SEED']

/** Otherwise libraries that have a build for development, as micromark, would be tested in a form that no bot runs. */
const librariesAsInstalled: Plugin = {
  name: 'libraries-as-installed',
  configResolved(config) {
    config.ssr.resolve = { ...config.ssr.resolve, conditions: ['node'] }
  },
}

/** What a test of the store or of a whole program needs; `vitest.hostile.config.ts` and `vitest.crash.config.ts` too. */
export const SERVICES = ['test/postgres-server.ts', 'test/built-program.ts']

/** Tests that need neither a database server nor a build of the program. */
const ALONE = [
  'test/core/**/*.test.ts',
  'test/app/{analysis,backfill,events,feedback-intake,issue-dossier,settings-loader,webhooks}/**/*.test.ts',
  'test/app/*.test.ts',
  'test/adapters/{attachments,github}/**/*.test.ts',
  'test/scripts/**/*.test.ts',
]

export default defineConfig({
  plugins: [librariesAsInstalled],
  test: {
    // On each of two engines; `npm run test:crash` kills more often.
    provide: { kills: 10, crashSeed: null, growthSeed: Number(seed ?? 1) },
    setupFiles: ['test/setup.ts'],
    // Whole bots start in many of them, several at a time, on whatever machine there is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Files share a process each of some: most of a small file's time would be the loading of what the last one loaded.
    isolate: false,
    // Of which each starts processes of its own.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'modules', include: ALONE } },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['test/**/*.test.ts'],
          // These measure time: `npm run test:hostile`.
          exclude: [...ALONE, 'test/hostile/roads.test.ts', 'test/hostile/http.test.ts', 'test/hostile/growth.test.ts'],
          globalSetup: SERVICES,
        },
      },
    ],
  },
})

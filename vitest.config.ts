import { configDefaults, defineConfig, type Plugin } from 'vitest/config'

// biome-ignore lint/style/noProcessEnv: a setting of the tests, and none of the program's.
const seed = process.env['HOSTILE_SEED']

/** Otherwise libraries that have a build for development, as micromark, would be tested in a form that no bot runs. */
const librariesAsInstalled: Plugin = {
  name: 'libraries-as-installed',
  configResolved(config) {
    config.ssr.resolve = { ...config.ssr.resolve, conditions: ['node'] }
  },
}

export default defineConfig({
  plugins: [librariesAsInstalled],
  test: {
    include: ['test/**/*.test.ts'],
    // `npm run test:hostile`, of which a sample runs here.
    exclude: [...configDefaults.exclude, 'test/hostile/growth.test.ts'],
    globalSetup: ['test/postgres-server.ts', 'test/built-program.ts'],
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
  },
})

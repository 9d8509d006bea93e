import { configDefaults, defineConfig } from 'vitest/config'
import ordinary from './vitest.config.ts'

/** `npm run test:hostile`: what strangers may send to stop the bot. It measures time, so that nothing else runs beside. */
export default defineConfig({
  ...ordinary,
  test: {
    ...ordinary.test,
    include: ['test/hostile/**/*.test.ts'],
    exclude: configDefaults.exclude,
    fileParallelism: false,
  },
})
